window.__THAR_CONFIG = {
  "userInfo": {
    "accountId": "900100200",
    "userName": "noe_example",
    "displayName": "No\u00e9"
  },
  "archiveInfo": {
    "sizeBytes": "1",
    "generationDate": "2024-11-20T05:46:38.082Z",
    "isPartialArchive": false,
    "maxPartSizeBytes": "53687091200"
  },
  "readmeInfo": {
    "fileName": "data/README.txt",
    "directory": "data/",
    "name": "README.txt"
  },
  "dataTypes": {
    "tweets": {
      "mediaDirectory": "data/tweets_media",
      "files": [
        {
          "fileName": "data/tweets.js",
          "globalName": "YTD.tweets.part0",
          "count": "10"
        },
        {
          "fileName": "data/tweets-part1.js",
          "globalName": "YTD.tweets.part1",
          "count": "1"
        }
      ]
    },
    "like": {
      "files": [
        {
          "fileName": "data/like.js",
          "globalName": "YTD.like.part0",
          "count": "3"
        }
      ]
    }
  }
}
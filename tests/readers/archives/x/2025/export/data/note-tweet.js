window.YTD.note_tweet.part0 = [
  {
    "noteTweet" : {
      "noteTweetId" : "7400000000000000109",
      "updatedAt" : "2023-10-13T14:58:50.000Z",
      "lifecycle" : {
        "value" : "1",
        "name" : "Active",
        "originalName" : "Active",
        "annotations" : {}
      },
      "createdAt" : "2023-10-13T14:58:50.000Z",
      "core" : {
        "styletags" : [],
        "urls" : [
          {
            "expandedUrl" : "https://example.org/long",
            "toIndex" : "40",
            "shortUrl" : "https://t.co/or6",
            "displayUrl" : "example.org/long",
            "fromIndex" : "30"
          }
        ],
        "text" : "A long one that stands alone.\n\nMore: https://t.co/or6",
        "mentions" : [],
        "cashtags" : [],
        "hashtags" : []
      }
    }
  }
]
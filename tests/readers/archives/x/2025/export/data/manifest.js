window.__THAR_CONFIG = {
  "userInfo": {
    "accountId": "900100200",
    "userName": "noe_example",
    "displayName": "❤️ Noé"
  },
  "archiveInfo": {
    "sizeBytes": "299",
    "generationDate": "2025-01-16T11:33:22.222Z",
    "isPartialArchive": false,
    "maxPartSizeBytes": "53687091200"
  },
  "readmeInfo": {
    "fileName": "data/README.txt",
    "directory": "data/",
    "name": "README.txt"
  },
  "dataTypes": {
    "account": {
      "files": [
        {
          "fileName": "data/account.js",
          "globalName": "YTD.account.part0",
          "count": "1"
        }
      ]
    },
    "article": {
      "files": [
        {
          "fileName": "data/article.js",
          "globalName": "YTD.article.part0",
          "count": "1"
        }
      ]
    },
    "articleMetadata": {
      "files": [
        {
          "fileName": "data/article-metadata.js",
          "globalName": "YTD.article_metadata.part0",
          "count": "1"
        }
      ]
    },
    "block": {
      "files": [
        {
          "fileName": "data/block.js",
          "globalName": "YTD.block.part0",
          "count": "344"
        }
      ]
    },
    "communityNote": {
      "files": [
        {
          "fileName": "data/community-note.js",
          "globalName": "YTD.community_note.part0",
          "count": "1"
        }
      ]
    },
    "communityTweet": {
      "files": [
        {
          "fileName": "data/community-tweet.js",
          "globalName": "YTD.community_tweet.part0",
          "count": "1"
        }
      ]
    },
    "deletedTweets": {
      "files": [
        {
          "fileName": "data/deleted-tweets.js",
          "globalName": "YTD.deleted_tweets.part0",
          "count": "1"
        }
      ]
    },
    "directMessagesGroup": {
      "files": [
        {
          "fileName": "data/direct-messages-group.js",
          "globalName": "YTD.direct_messages_group.part0",
          "count": "1"
        }
      ]
    },
    "follower": {
      "files": [
        {
          "fileName": "data/follower.js",
          "globalName": "YTD.follower.part0",
          "count": "2"
        }
      ]
    },
    "following": {
      "files": [
        {
          "fileName": "data/following.js",
          "globalName": "YTD.following.part0",
          "count": "1"
        }
      ]
    },
    "like": {
      "files": [
        {
          "fileName": "data/like.js",
          "globalName": "YTD.like.part0",
          "count": "6528"
        }
      ]
    },
    "listsCreated": {
      "files": [
        {
          "fileName": "data/lists-created.js",
          "globalName": "YTD.lists_created.part0",
          "count": "1"
        }
      ]
    },
    "listsMember": {
      "files": [
        {
          "fileName": "data/lists-member.js",
          "globalName": "YTD.lists_member.part0",
          "count": "0"
        }
      ]
    },
    "listsSubscribed": {
      "files": [
        {
          "fileName": "data/lists-subscribed.js",
          "globalName": "YTD.lists_subscribed.part0",
          "count": "0"
        }
      ]
    },
    "moment": {
      "files": [
        {
          "fileName": "data/moment.js",
          "globalName": "YTD.moment.part0",
          "count": "1"
        }
      ]
    },
    "noteTweet": {
      "files": [
        {
          "fileName": "data/note-tweet.js",
          "globalName": "YTD.note_tweet.part0",
          "count": "1"
        }
      ]
    },
    "profile": {
      "files": [
        {
          "fileName": "data/profile.js",
          "globalName": "YTD.profile.part0",
          "count": "1"
        }
      ]
    },
    "tweets": {
      "files": [
        {
          "fileName": "data/tweets.js",
          "globalName": "YTD.tweets.part0",
          "count": "5"
        }
      ]
    },
    "directMessages": {
      "files": [
        {
          "fileName": "data/direct-messages.js",
          "globalName": "YTD.direct_messages.part0",
          "count": "89"
        }
      ]
    },
    "grokChatItem": {
      "files": [
        {
          "fileName": "data/grok-chat-item.js",
          "globalName": "YTD.grok_chat_item.part0",
          "count": "1"
        }
      ]
    },
    "tweetsMedia": {
      "mediaDirectory": "data/tweets_media"
    }
  }
}
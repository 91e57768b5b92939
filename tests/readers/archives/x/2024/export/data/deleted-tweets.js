window.YTD.deleted_tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000301"
          ],
          "editableUntil" : "2023-02-18T13:03:11.000Z",
          "editsRemaining" : "5",
          "isEditEligible" : false
        }
      },
      "retweeted" : false,
      "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities" : {
        "hashtags" : [],
        "symbols" : [],
        "user_mentions" : [],
        "urls" : []
      },
      "display_text_range" : [
        "0",
        "34"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000301",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000301",
      "created_at" : "Sun Mar 10 10:00:00 +0000 2024",
      "favorited" : false,
      "full_text" : "A story about somebody I saw today",
      "lang" : "en",
      "deleted_at" : "Mon Mar 11 10:00:00 +0000 2024"
    }
  }
]
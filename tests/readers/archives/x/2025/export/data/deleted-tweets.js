window.YTD.deleted_tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "7400000000000000105"
          ],
          "editableUntil" : "2025-01-01T10:00:00.000Z",
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
      "id_str" : "7400000000000000105",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "7400000000000000105",
      "created_at" : "Sat Feb 18 12:33:11 +0000 2023",
      "favorited" : false,
      "full_text" : "RT @kite_example: Kites ⁉️ https://t.co/z",
      "lang" : "en",
      "deleted_at" : "Sat Jan 11 15:27:00 +0000 2025"
    }
  }
]
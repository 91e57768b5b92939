window.YTD.community_tweet.part0 = [
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000201"
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
        "41"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000201",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000201",
      "created_at" : "Sat Mar 09 10:00:00 +0000 2024",
      "favorited" : false,
      "full_text" : "Does anyone here know a group for carers?",
      "lang" : "en",
      "community_id" : "55",
      "community_id_str" : "55"
    }
  }
]
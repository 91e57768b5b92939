window.YTD.tweets.part1 = [
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000109"
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
        "38"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000109",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000109",
      "created_at" : "Fri Mar 08 10:00:00 +0000 2024",
      "favorited" : false,
      "full_text" : "ありがとう, everyone 🙏🏽 — see you in Kraków",
      "lang" : "en"
    }
  }
]
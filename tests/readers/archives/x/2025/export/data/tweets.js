window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "7400000000000000110"
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
        "43"
      ],
      "favorite_count" : "1",
      "id_str" : "7400000000000000110",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "7400000000000000110",
      "created_at" : "Sat Feb 18 12:33:11 +0000 2023",
      "favorited" : false,
      "full_text" : "@somebody never knew, but &lt;now&gt; I do",
      "lang" : "en",
      "in_reply_to_status_id_str" : "7400000000000000111",
      "in_reply_to_status_id" : "7400000000000000111",
      "in_reply_to_user_id" : "7400000000000000112",
      "in_reply_to_user_id_str" : "7400000000000000112",
      "in_reply_to_screen_name" : "somebody"
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "7400000000000000113"
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
        "53"
      ],
      "favorite_count" : "1",
      "id_str" : "7400000000000000113",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "7400000000000000113",
      "created_at" : "Sat Feb 18 12:33:11 +0000 2023",
      "favorited" : false,
      "full_text" : "RT @kite_example: Somebody else's words https://t.co/zJX5",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "7400000000000000114"
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
        "urls" : [
          {
            "url" : "https://t.co/abc",
            "expanded_url" : "https://example.org/x",
            "display_url" : "example.org/x",
            "indices" : [
              "0",
              "1"
            ]
          }
        ]
      },
      "display_text_range" : [
        "0",
        "31"
      ],
      "favorite_count" : "1",
      "id_str" : "7400000000000000114",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "7400000000000000114",
      "created_at" : "Sat Feb 18 12:33:11 +0000 2023",
      "favorited" : false,
      "full_text" : "Café 👩‍👩‍👧 and https://t.co/abc",
      "lang" : "en"
    }
  }
]
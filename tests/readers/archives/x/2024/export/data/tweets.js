window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000101"
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
        "urls" : [
          {
            "url" : "https://t.co/abc",
            "expanded_url" : "https://example.org/talk?a=1&b=2",
            "display_url" : "example.org/talk",
            "indices" : [
              "60",
              "83"
            ]
          }
        ]
      },
      "display_text_range" : [
        "0",
        "88"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000101",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000101",
      "created_at" : "Tue Mar 05 14:02:11 +0000 2024",
      "favorited" : false,
      "full_text" : "Résumé of today&apos;s talk: rest &amp; rhythm, &lt;3 hours of slides 😊 https://t.co/abc",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000102"
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
        "user_mentions" : [
          {
            "name" : "River Otter",
            "screen_name" : "river_otter",
            "indices" : [
              "0",
              "12"
            ],
            "id_str" : "222000111",
            "id" : "222000111"
          }
        ],
        "urls" : []
      },
      "display_text_range" : [
        "0",
        "60"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000102",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000102",
      "created_at" : "Tue Mar 05 15:00:00 +0000 2024",
      "favorited" : false,
      "full_text" : "@river_otter thank you for asking, let us speak by telephone",
      "lang" : "en",
      "in_reply_to_status_id_str" : "1700000000000000055",
      "in_reply_to_status_id" : "1700000000000000055",
      "in_reply_to_user_id_str" : "222000111",
      "in_reply_to_user_id" : "222000111",
      "in_reply_to_screen_name" : "river_otter"
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000103"
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
        "37"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000103",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000103",
      "created_at" : "Tue Mar 05 15:01:00 +0000 2024",
      "favorited" : false,
      "full_text" : "2/ and that is why I take Fridays off",
      "lang" : "en",
      "in_reply_to_status_id_str" : "1700000000000000101",
      "in_reply_to_user_id_str" : "900100200",
      "in_reply_to_screen_name" : "noe_example"
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000104"
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
        "user_mentions" : [
          {
            "name" : "Pine Marten",
            "screen_name" : "pine_marten",
            "indices" : [
              "3",
              "15"
            ],
            "id_str" : "333000222",
            "id" : "333000222"
          }
        ],
        "urls" : []
      },
      "display_text_range" : [
        "0",
        "75"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000104",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000104",
      "created_at" : "Wed Mar 06 08:00:00 +0000 2024",
      "favorited" : false,
      "full_text" : "RT @pine_marten: Noé is the best therapist I ever had &amp; everybody shou…",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000105"
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
        "46"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000105",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000105",
      "created_at" : "Wed Mar 06 08:05:00 +0000 2024",
      "favorited" : false,
      "full_text" : "RT @Noe_Example: My waiting list is open again",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000106"
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
        "urls" : [],
        "media" : [
          {
            "url" : "https://t.co/pic1",
            "media_url_https" : "https://pbs.twimg.com/media/Fabc.jpg",
            "type" : "photo",
            "expanded_url" : "https://twitter.com/noe_example/status/1700000000000000106/photo/1"
          }
        ]
      },
      "display_text_range" : [
        "0",
        "43"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000106",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000106",
      "created_at" : "Wed Mar 06 09:00:00 +0000 2024",
      "favorited" : false,
      "full_text" : "The view from my practice https://t.co/pic1",
      "lang" : "en",
      "coordinates" : {
        "type" : "Point",
        "coordinates" : [
          "-122.33",
          "47.61"
        ]
      },
      "geo" : {
        "type" : "Point",
        "coordinates" : [
          "47.61",
          "-122.33"
        ]
      }
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [
            "1700000000000000107"
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
        "267"
      ],
      "favorite_count" : "1",
      "id_str" : "1700000000000000107",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000107",
      "created_at" : "Thu Mar 07 10:00:01 +0000 2024",
      "favorited" : false,
      "full_text" : "Boundaries are kind. When someone you see in session sends a friend request, it is fine to leave it unanswered and to talk about it in the next hour; that is what the hour is for. I wrote down how I explain it, what I put into my consent form &amp;… https://t.co/cut1",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "id_str" : "1700000000000000108",
      "full_text" : "no good time",
      "created_at" : "yesterday"
    }
  },
  {
    "tweet" : [
      "not a tweet"
    ]
  },
  "not even a row"
]
window.YTD.tweet.part0 = [
  {
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
      "45"
    ],
    "favorite_count" : "1",
    "id_str" : "1000000000000000001",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1000000000000000001",
    "created_at" : "Mon Jan 07 10:00:00 +0000 2019",
    "favorited" : false,
    "full_text" : "Off to a workshop on grief – back on Thursday",
    "lang" : "en"
  },
  {
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
      "20"
    ],
    "favorite_count" : "1",
    "id_str" : "1000000000000000002",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1000000000000000002",
    "created_at" : "Mon Jan 07 11:00:00 +0000 2019",
    "favorited" : false,
    "full_text" : "@caro see you there!",
    "lang" : "en",
    "in_reply_to_user_id" : "88",
    "in_reply_to_user_id_str" : "88",
    "in_reply_to_screen_name" : "caro",
    "place" : {
      "full_name" : "Zürich, Schweiz",
      "name" : "Zürich"
    }
  }
]
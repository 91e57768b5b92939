window.YTD.deleted_tweet_headers.part0 = [
  {
    "tweet" : {
      "tweet_id" : "1700000000000000301",
      "user_id" : "900100200"
    }
  }
]
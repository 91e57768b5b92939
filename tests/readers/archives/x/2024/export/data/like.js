window.YTD.like.part0 = [
  {
    "like" : {
      "tweetId" : "1500000000000000001",
      "fullText" : "Grief &amp; gardens 🌼",
      "expandedUrl" : "https://twitter.com/i/web/status/1500000000000000001"
    }
  },
  {
    "like" : {
      "tweetId" : "1500000000000000002"
    }
  },
  {
    "like" : {}
  }
]
window.YTD.article_metadata.part0 = [
  {
    "articleMetadata" : {
      "authorId" : "900100200",
      "createdAtMs" : "1717000000000",
      "tweetId" : "1",
      "lifecycleState" : "Published"
    }
  }
]
window.YTD.block.part0 = [
  {
    "blocking" : {
      "accountId" : "5",
      "userLink" : "https://twitter.com/intent/user?user_id=5"
    }
  }
]
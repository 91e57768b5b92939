window.YTD.following.part0 = [
  {
    "following" : {
      "accountId" : "7400000000000000115",
      "userLink" : "https://twitter.com/intent/user?user_id=7400000000000000115"
    }
  }
]
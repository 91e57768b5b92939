window.YTD.following.part0 = [
  {
    "following" : {
      "accountId" : "555000444",
      "userLink" : "https://twitter.com/intent/user?user_id=555000444"
    }
  }
]
window.YTD.follower.part0 = [
  {
    "follower" : {
      "accountId" : "444000333",
      "userLink" : "https://twitter.com/intent/user?user_id=444000333"
    }
  },
  {
    "follower" : {}
  }
]
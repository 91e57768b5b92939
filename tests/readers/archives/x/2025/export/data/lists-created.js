window.YTD.lists_created.part0 = [
  {
    "userListInfo" : {
      "url" : "https://twitter.com/noe_example/lists/7400000000000000118"
    }
  }
]
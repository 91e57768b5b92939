window.YTD.account.part0 = [
  {
    "account" : {
      "email" : "noe@example.org",
      "createdVia" : "web",
      "username" : "noe_example",
      "accountId" : "900100200",
      "createdAt" : "2011-06-23T13:04:14.000Z",
      "accountDisplayName" : "❤️ Noé"
    }
  }
]
window.YTD.account.part0 = [
  {
    "account" : {
      "email" : "amira@example.org",
      "createdVia" : "web",
      "username" : "amira_example",
      "accountId" : "77",
      "createdAt" : "2009-06-23T13:04:14.000Z",
      "accountDisplayName" : "Amira"
    }
  }
]
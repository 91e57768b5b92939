window.YTD.community_note.part0 = [
  {
    "communityNote" : {
      "noteId" : "1700000000000000000",
      "userId" : "900100200",
      "createdAt" : "2023-09-08T10:00:00.000Z",
      "tweetId" : "7400000000000000100",
      "summary" : "This is not what the study says.",
      "userAlias" : "Tall Heron"
    }
  }
]
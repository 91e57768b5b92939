window.YTD.protected_history.part0 = [
  {
    "protectedHistory" : {
      "protectedAt" : "2024-10-19T05:42:07.000Z",
      "action" : "Protect"
    }
  },
  {
    "protectedHistory" : {
      "protectedAt" : "2024-12-08T06:19:00.000Z",
      "action" : "Unprotect"
    }
  }
]
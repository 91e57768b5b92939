window.YTD.grok_chat_item.part0 = [
  {
    "grokChatItem" : {
      "grokMode" : {
        "value" : "1",
        "name" : "Normal"
      },
      "accountId" : "900100200",
      "chatId" : "1877",
      "createdAt" : "2025-01-08T21:21:34.342Z",
      "sender" : {
        "value" : "1",
        "name" : "User"
      },
      "message" : "private to the machine"
    }
  }
]
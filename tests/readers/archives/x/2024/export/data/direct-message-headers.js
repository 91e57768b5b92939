window.YTD.direct_message_headers.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "222000111-900100200",
      "messages" : [
        {
          "messageCreate" : {
            "id" : "1",
            "senderId" : "900100200",
            "recipientId" : "222000111",
            "createdAt" : "2024-01-02T10:00:00.000Z"
          }
        }
      ]
    }
  }
]
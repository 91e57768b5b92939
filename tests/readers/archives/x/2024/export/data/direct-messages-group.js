window.YTD.direct_messages_group.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "1612345678901234567",
      "messages" : [
        {
          "messageCreate" : {
            "reactions" : [],
            "urls" : [],
            "text" : "agenda attached",
            "mediaUrls" : [],
            "senderId" : "333000222",
            "id" : "1712000000000000002",
            "createdAt" : "2024-03-06T09:15:00.120Z"
          }
        },
        {
          "conversationNameUpdate" : {
            "initiatingUserId" : "900100200",
            "name" : "Peer group",
            "createdAt" : "2024-03-06T09:01:00.000Z"
          }
        },
        {
          "participantsJoin" : {
            "initiatingUserId" : "900100200",
            "userIds" : [
              "333000222"
            ],
            "createdAt" : "2024-03-06T09:00:00.000Z"
          }
        },
        {
          "messageCreate" : {
            "reactions" : [],
            "urls" : [],
            "text" : "Welcome, all",
            "mediaUrls" : [],
            "senderId" : "900100200",
            "id" : "1712000000000000001",
            "createdAt" : "2024-03-06T09:00:30.000Z"
          }
        }
      ]
    }
  }
]
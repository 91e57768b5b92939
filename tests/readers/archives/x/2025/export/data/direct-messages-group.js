window.YTD.direct_messages_group.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "7400000000000000101",
      "messages" : [
        {
          "messageCreate" : {
            "reactions" : [
              {
                "senderId" : "1",
                "reactionKey" : "like",
                "eventId" : "2",
                "createdAt" : "2020-07-28T13:42:10.213Z"
              }
            ],
            "urls" : [
              {
                "url" : "https://t.co/t9",
                "expanded" : "https://twitter.com/messages/media/1438",
                "display" : "pic"
              }
            ],
            "text" : "Tea at noon https://t.co/t9",
            "mediaUrls" : [
              "https://ton.twitter.com/dm/1/2/z.jpg"
            ],
            "senderId" : "7400000000000000102",
            "id" : "7400000000000000103",
            "createdAt" : "2021-09-17T10:59:33.596Z",
            "editHistory" : []
          }
        },
        {
          "messageCreate" : {
            "reactions" : [],
            "urls" : [],
            "text" : "no",
            "mediaUrls" : [],
            "senderId" : "900100200",
            "id" : "7400000000000000104",
            "createdAt" : "2020-07-16T01:04:51.841Z",
            "editHistory" : []
          }
        },
        {
          "joinConversation" : {
            "initiatingUserId" : "7400000000000000102",
            "participantsSnapshot" : [
              "7400000000000000102",
              "900100200"
            ],
            "createdAt" : "2020-05-29T19:26:14.801Z"
          }
        }
      ]
    }
  }
]
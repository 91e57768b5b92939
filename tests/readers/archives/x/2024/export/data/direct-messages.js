window.YTD.direct_messages.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "222000111-900100200",
      "messages" : [
        {
          "messageCreate" : {
            "recipientId" : "222000111",
            "reactions" : [],
            "urls" : [
              {
                "url" : "https://t.co/book",
                "expanded" : "https://example.org/book",
                "display" : "example.org/book"
              }
            ],
            "text" : "Please call my practice, 555-0123 &amp; ask for me https://t.co/book",
            "mediaUrls" : [],
            "senderId" : "900100200",
            "id" : "1743000000000000002",
            "createdAt" : "2024-01-02T10:05:00.744Z",
            "editHistory" : []
          }
        },
        {
          "reactionCreate" : {
            "senderId" : "900100200",
            "reactionKey" : "like",
            "eventId" : "9",
            "createdAt" : "2024-01-02T10:04:00.000Z"
          }
        },
        {
          "messageCreate" : {
            "recipientId" : "900100200",
            "reactions" : [
              {
                "senderId" : "900100200",
                "reactionKey" : "like",
                "eventId" : "9",
                "createdAt" : "2024-01-02T10:04:00.000Z"
              }
            ],
            "urls" : [],
            "text" : "Hi, could I see you about my father? 😔",
            "mediaUrls" : [
              "https://ton.twitter.com/dm/1743000000000000001/1/x.jpg"
            ],
            "senderId" : "222000111",
            "id" : "1743000000000000001",
            "createdAt" : "2024-01-02T10:00:00.000Z",
            "editHistory" : []
          }
        }
      ]
    }
  },
  {
    "dmConversation" : {
      "conversationId" : "900100200-999000111",
      "messages" : [
        {
          "messageCreate" : {
            "text" : "who sent this?"
          }
        }
      ]
    }
  },
  {
    "bad" : true
  }
];

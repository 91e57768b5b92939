window.YTD.direct_messages.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "77-88",
      "messages" : [
        {
          "messageCreate" : {
            "recipientId" : "88",
            "text" : "cut in the middle",
            "mediaUrls" : [],
            "senderId" : "77",
            "id" : "1",
            "createdAt" : "2019-01-02T10:05:00.744Z"
          }
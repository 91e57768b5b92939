window.YTD.moment.part0 = [
  {
    "moment" : {
      "momentId" : "7400000000000000116",
      "createdAt" : "2017-01-03T00:31:00.942Z",
      "createdBy" : "900100200",
      "title" : "odd kites",
      "description" : "for fun",
      "coverMediaUrls" : [
        "https://pbs.example.org/2.jpg"
      ],
      "tweets" : [
        {
          "momentId" : "7400000000000000116",
          "tweet" : {
            "coreData" : {
              "text" : "somebody's kite https://t.co/EK",
              "userId" : "1352881",
              "createdAtSecs" : "1483326738"
            },
            "id" : "7400000000000000117",
            "media" : [],
            "mentions" : []
          }
        }
      ]
    }
  }
]
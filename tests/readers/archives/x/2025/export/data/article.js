window.YTD.article.part0 = [
  {
    "article" : {
      "id" : "7400000000000000106",
      "title" : "On rest &amp; listening",
      "content" : [
        {
          "type" : "unstyled",
          "text" : "First, rest.",
          "mentions" : [],
          "hashtags" : [],
          "styles" : []
        },
        {
          "type" : "header-two",
          "text" : "Then listen",
          "styles" : [
            {
              "from" : "0",
              "style" : "Bold"
            }
          ]
        }
      ],
      "coverMedia" : {
        "url" : "https://pbs.example.org/1.jpg"
      },
      "media" : []
    }
  }
]
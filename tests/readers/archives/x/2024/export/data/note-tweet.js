window.YTD.note_tweet.part0 = [
  {
    "noteTweet" : {
      "noteTweetId" : "1699999999999999999",
      "updatedAt" : "2024-03-07T10:00:01.000Z",
      "lifecycle" : {
        "value" : "1",
        "name" : "Active"
      },
      "createdAt" : "2024-03-07T10:00:01.000Z",
      "core" : {
        "styletags" : [],
        "urls" : [
          {
            "expandedUrl" : "https://example.org/boundaries",
            "toIndex" : "20",
            "shortUrl" : "https://t.co/longlink1",
            "displayUrl" : "example.org/boundaries",
            "fromIndex" : "10"
          }
        ],
        "text" : "Boundaries are kind. When someone you see in session sends a friend request, it is fine to leave it unanswered and to talk about it in the next hour; that is what the hour is for. I wrote down how I explain it, what I put into my consent form & why it helps the people who come to me. More here: https://t.co/longlink1 🌱",
        "mentions" : [],
        "cashtags" : [],
        "hashtags" : []
      }
    }
  },
  {
    "noteTweet" : {
      "noteTweetId" : "1699999999999999990",
      "updatedAt" : "2024-03-07T10:00:01.000Z",
      "lifecycle" : {
        "value" : "1",
        "name" : "Active"
      },
      "createdAt" : "2024-03-07T10:00:01.000Z",
      "core" : {
        "styletags" : [],
        "urls" : [],
        "text" : "A long post whose short form is not in the archive any more. A long post whose short form is not in the archive any more. A long post whose short form is not in the archive any more. A long post whose short form is not in the archive any more. A long post whose short form is not in the archive any more. A long post whose short form is not in the archive any more. ",
        "mentions" : [],
        "cashtags" : [],
        "hashtags" : []
      }
    }
  },
  {
    "noteTweet" : {
      "noteTweetId" : "3"
    }
  }
]
Grailbird.data.tweets_2014_01 = 
 [
  {
    "source": "web",
    "entities": {
      "user_mentions": [],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "420000000000000002",
    "text": "Hello again &amp; happy new year",
    "id": 420000000000000002,
    "created_at": "2014-01-06 12:00:00 +0000",
    "user": {
      "name": "Ola",
      "screen_name": "ola_example",
      "protected": false,
      "id_str": "420",
      "id": 420
    }
  },
  {
    "source": "web",
    "entities": {
      "user_mentions": [],
      "media": [],
      "hashtags": [],
      "urls": [
        {
          "indices": [
            0,
            1
          ],
          "url": "http://t.co/x1",
          "expanded_url": "http://example.org/a",
          "display_url": "example.org/a"
        }
      ]
    },
    "geo": {
      "coordinates": [
        51.77,
        19.46
      ],
      "type": "Point"
    },
    "id_str": "420000000000000001",
    "text": "Hello http://t.co/x1",
    "id": 420000000000000001,
    "created_at": "2014-01-05 12:00:00 +0000",
    "user": {
      "name": "Ola",
      "screen_name": "ola_example",
      "protected": false,
      "id_str": "420",
      "id": 420
    }
  },
  {
    "source": "web",
    "entities": {
      "user_mentions": [],
      "media": [],
      "hashtags": [],
      "urls": []
    },
    "geo": {},
    "id_str": "420000000000000000",
    "text": "RT @zofia: a very long text th…",
    "id": 420000000000000000,
    "created_at": "2014-01-04 12:00:00 +0000",
    "user": {
      "name": "Ola",
      "screen_name": "ola_example",
      "protected": false,
      "id_str": "420",
      "id": 420
    },
    "retweeted_status": {
      "entities": {
        "user_mentions": [],
        "media": [],
        "hashtags": [],
        "urls": []
      },
      "id_str": "419000000000000000",
      "text": "a very long text that is whole here",
      "id": 419000000000000000,
      "created_at": "2014-01-04 11:00:00 +0000",
      "user": {
        "screen_name": "zofia",
        "name": "Zofia",
        "id_str": "421"
      }
    }
  }
]
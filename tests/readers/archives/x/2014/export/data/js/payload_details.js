var payload_details =  {
  "tweets" : 3,
  "created_at" : "2017-01-06 12:00:00 +0000",
  "lang" : "en"
}
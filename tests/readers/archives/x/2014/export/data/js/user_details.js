var user_details =  {
  "screen_name": "ola_example",
  "location": "Łódź",
  "full_name": "Ola Example",
  "bio": "Psychologist. Owls.",
  "id": "420",
  "created_at": "2009-01-01 00:00:00 +0000"
}
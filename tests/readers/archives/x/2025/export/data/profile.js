window.YTD.profile.part0 = [
  {
    "profile" : {
      "description" : {
        "bio" : "Counselor ❤️",
        "website" : "https://t.co/x",
        "location" : "Malmö"
      },
      "avatarMediaUrl" : "https://pbs.example.org/a.jpg"
    }
  }
]
window.YTD.profile.part0 = [
  {
    "profile" : {
      "description" : {
        "bio" : "Therapist (she/they) &amp; gardener. Grief, family, rest.",
        "website" : "https://t.co/site",
        "location" : "Kraków / Seattle"
      },
      "avatarMediaUrl" : "https://pbs.twimg.com/profile_images/1.jpg",
      "headerMediaUrl" : "https://pbs.twimg.com/profile_banners/1"
    }
  }
]
window.YTD.lists_member.part0 = [
  {
    "userListInfo" : {
      "urls" : [
        "https://twitter.com/river_otter/lists/seattle-therapists"
      ]
    }
  }
]
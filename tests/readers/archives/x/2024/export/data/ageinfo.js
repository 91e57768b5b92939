window.YTD.ageinfo.part0 = [
  {
    "ageMeta" : {
      "ageInfo" : {
        "age" : [
          "44"
        ],
        "birthDate" : "1980-01-31"
      },
      "inferredAgeInfo" : {}
    }
  }
]
window.YTD.something_new.part0 = [
  {
    "somethingNew" : {
      "a" : 1
    }
  }
]
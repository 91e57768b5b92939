window.YTD.phone_number.part0 = [
  {
    "device" : {
      "phoneNumber" : "+1 206 555 0123"
    }
  }
]
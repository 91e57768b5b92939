window.YTD.connected_application.part0 = [
  {
    "connectedApplication" : {
      "name" : "A planner",
      "id" : "1",
      "permissions" : [
        "read",
        "write"
      ],
      "approvedAt" : "2020-01-01T00:00:00.000Z"
    }
  }
]
window.YTD.community_note_rating.part0 = [
  {
    "communityNoteRating" : {
      "noteId" : "1",
      "helpful" : "1"
    }
  }
]
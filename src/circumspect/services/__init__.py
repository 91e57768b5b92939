"""The duties as verbs. Open it to see what the program can do."""

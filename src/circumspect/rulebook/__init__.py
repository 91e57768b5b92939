"""Reads packs/ into rules. Open it when a rule file does not load, or to change its format."""

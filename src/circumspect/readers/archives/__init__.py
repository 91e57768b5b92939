"""One file per platform whose export we read; nothing is registered by hand: this folder is walked.

A reader is a module with PLATFORM, TITLE, PARTS and `recognise(source)`; see `_kit` for what each is.

An export is never a text to review: `SUFFIXES` is empty, so `circumspect check` passes this folder by.
"""

SUFFIXES: frozenset[str] = frozenset()

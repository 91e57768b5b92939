"""Lists of accounts that ask to connect, or are connected. Open it when a list comes in another form.

Such a list is never a text to review: `SUFFIXES` is empty, so `circumspect check` passes this folder by.
"""

SUFFIXES: frozenset[str] = frozenset()

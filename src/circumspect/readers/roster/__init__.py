"""One file per kind of file that a client list comes in. Open it when an EHR gives lists out in another form.

A client list is never a text to review: `SUFFIXES` is empty, so `circumspect check` passes this folder by.
"""

SUFFIXES: frozenset[str] = frozenset()

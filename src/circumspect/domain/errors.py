"""Errors whose words were written for the person. Open it before you show an error to anybody.

Every other error is told by its kind alone: its message could quote a text.
"""

from __future__ import annotations


class PlainError(Exception):
    """An error that says in plain words what is wrong and what to do. It quotes nobody's words."""

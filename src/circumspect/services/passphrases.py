"""How strong a passphrase is, in a word for the person who makes one up. Open it to change what counts as strong.

A rough guess of how many tries it would take, never a promise: a famous line is weak however long it is.
"""

from __future__ import annotations

import math
import re
from enum import StrEnum

from circumspect.storage.keyslot import SHORTEST

_WORD_BITS, _LETTER_BITS = 11.0, 2.3  # a word of a few thousand; a letter inside a word
_FAIR, _STRONG = 40.0, 55.0
_SHORTEST_WORD = 3
_COMMON = re.compile(r"passw|qwert|asdf|letmein|welcome|iloveyou|therap|circumspect|admin|12345|abcde", re.IGNORECASE)
_KINDS = ((re.compile(r"[a-z]"), 26), (re.compile(r"[A-Z]"), 26), (re.compile(r"\d"), 10), (re.compile(r"[^\w\s]"), 30))


class Strength(StrEnum):
    """How strong, the weakest first."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def strength(passphrase: str) -> Strength:
    """Say how strong a passphrase is."""
    if len(passphrase) < SHORTEST:
        return Strength.SHORT
    bits = max(_by_words(passphrase), _by_signs(passphrase))
    if _COMMON.search(passphrase):
        bits /= 2
    return Strength.STRONG if bits >= _STRONG else Strength.FAIR if bits >= _FAIR else Strength.WEAK


def _by_words(passphrase: str) -> float:
    words = {word.casefold() for word in re.split(r"[\s\-_.,]+", passphrase) if len(word) >= _SHORTEST_WORD}
    return _WORD_BITS * len(words)


def _by_signs(passphrase: str) -> float:
    """Judge by the different signs in it; letters alone are words, and far easier to guess."""
    kinds = sum(size for kind, size in _KINDS if kind.search(passphrase))
    different = len(set(passphrase))
    if passphrase.replace(" ", "").isalpha():
        return _LETTER_BITS * different
    return 0.8 * different * math.log2(max(kinds, 2))

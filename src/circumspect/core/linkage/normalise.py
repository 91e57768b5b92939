"""Names, handles and addresses as they are written, brought to a form that can be compared. Open it to change that.

Everything becomes lower-case ASCII letters: fancy letters and accents fall away, other scripts are transliterated
(anyascii). A line of text becomes one string without gaps plus the places where words began and ended, so that
"de la Cruz", "DeLaCruz" and "de_la_cruz" read alike, and "anna lee" is still not "annal ee".
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from anyascii import anyascii

# Scripts in which a name is written without gaps: Chinese, Japanese, Korean.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_HAN = re.compile(f"([{UNSPACED}])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[A-Z]$)")
_WORD = re.compile(r"[a-z]+")
_APOSTROPHE = re.compile(r"(?<=[a-z])['\u2019`\u02bb](?=[a-z])")
_POSSESSIVE = re.compile(r"(?<=[a-z]{2})['\u2019]s\b")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_LEET_INSIDE = re.compile(r"(?<=[a-z])[013457@$!]+(?=[a-z])|\b0(?=[a-z]{3})")
# A word with such a digit inside and one at its end: "d1m4".
_LEET_WORD = re.compile(r"(?<![a-z0-9])[a-z]+(?:[013457][a-z]+)+[013457](?![a-z0-9])")
# A word all of whose digits are such, in two places at least and not only at its end: "4l1554", "35p3r4nz4".
_LEET_ALL = re.compile(r"(?<![a-z0-9])(?=[a-z0-9]*[a-z])(?=[a-z]*[013457]+[a-z]+[013457])[a-z013457]+(?![a-z0-9])")
# What has none of these needs no closer look: a digit or sign beside a letter, three letters in a row, a server.
_SIGNS = re.compile(r"[@$!&'\u2019`\u02bb]|[0-9][a-z]|([a-z])\1\1|bsky")
_RUN = re.compile(r"([a-z])\1{2,}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
# What Bluesky puts behind every handle of its own.
_SERVER = re.compile(r"\.bsky\.social$")
_LONGEST = 120
# Where a bio gives its owner's name ("my name is Ana", "Ana, 32", "née Ruiz") or another handle ("ig: ana.rz").
_NAMED = re.compile(
    r"(?:\b(?:my name is|my name's|name is|name:|i'?m|i am|call me|known as|aka|n[eé]e|formerly|maiden name)[ :]+|^)"
    r"([^\W\d_]{2,}(?:[ '\u2019-][^\W\d_]{2,}){0,2})",
    re.IGNORECASE,
)
_AND_AGE = re.compile(r"\s*[,|/·•-]?\s*[1-9]\d\b")
_ELSEWHERE = re.compile(
    r"\b(?:ig|insta|instagram|snap|snapchat|sc|tt|tik ?tok|twitter|fb|facebook|threads|bsky|youtube|yt|twitch|main|alt"
    r"|priv|spam|backup|second|other|personal)(?: account)?\s*(?::|=|@|->|\u2192| of | for | is )"
    r"[ @]*([\w.-]{4,40})",
    re.IGNORECASE,
)
_BIO = 500


class Line(NamedTuple):
    """A line of text without its gaps: `letters` in lower-case ASCII; (start, end) of each word."""

    letters: str
    words: list[tuple[int, int]]

    def __repr__(self) -> str:
        """Show its length."""
        return f"Line({len(self.letters)} letters)"

    def parts(self, start: int, end: int) -> bool:
        """Say whether words begin or end at both places."""
        return {start, end} <= {0, *(last for _, last in self.words)}


def plain(text: str, longest: int = _LONGEST) -> str:
    """Give `text` (its first `longest` characters) in ASCII, with capitals, gaps and digits; pictures become gaps."""
    if text.isascii():
        return text[:longest]
    text = unicodedata.normalize("NFKC", text[:longest])
    kept = "".join(c if c.isascii() or unicodedata.category(c)[0] in "LMP" else " " for c in text)
    return anyascii(_HAN.sub(r" \1 ", kept))


def words(text: str) -> list[str]:
    """Give the words of a name, lower-case ASCII letters only; "O'Brien" is one word."""
    if not text:
        return []
    return _WORD.findall(_APOSTROPHE.sub("", _POSSESSIVE.sub("", plain(text).lower())))


def letters(text: str) -> str:
    """Give all letters of a name in one string."""
    return "".join(words(text))


def spellings(text: str) -> tuple[str, ...]:
    """Give the ways a name may be typed without its accents: "Müller" is muller and mueller."""
    return tuple(dict.fromkeys((letters(text), letters(unicodedata.normalize("NFC", text).translate(_UMLAUTS)))))


def line(text: str, longest: int = _LONGEST) -> Line:
    """Turn a display name or a handle into a `Line`; a digit between letters is read as the letter it looks like."""
    written = plain(text, longest)
    if not written.islower():
        written = _CAMEL.sub(" ", written).lower()
    if not _SIGNS.search(written):
        return _line(written)
    written = _SERVER.sub("", written)
    written = _LEET_WORD.sub(lambda m: m.group().translate(_LEET), _POSSESSIVE.sub("", written).replace("&", " and "))
    written = _LEET_ALL.sub(lambda m: m.group().translate(_LEET), written)
    written = _LEET_INSIDE.sub(lambda m: m.group().translate(_LEET), written)
    written = _RUN.sub(r"\1\1", _APOSTROPHE.sub("", written))
    return _line(written)


def _line(written: str) -> Line:
    """Put the words of lower-case text end to end."""
    found = _WORD.findall(written)
    bounds, at = [], 0
    for word in found:
        bounds.append((at, at + len(word)))
        at += len(word)
    return Line("".join(found), bounds)


def told(bio: str) -> tuple[list[str], list[str]]:
    """Give the names and the other handles that a bio gives for its owner."""
    bio = bio[:_BIO]
    names = [
        found.group(1)
        for found in _NAMED.finditer(bio)
        if found.start(1) or _AND_AGE.match(bio, found.end())  # at the start only with an age behind
    ]
    return names, [found.group(1).strip(".-") for found in _ELSEWHERE.finditer(bio)]


def digits(text: str) -> str:
    """Give the last ten digits of a telephone number; an empty string for fewer than seven."""
    found = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isascii() and c.isdigit())
    return found[-10:] if len(found) >= 7 else ""  # noqa: PLR2004 - a number without area code


def address(text: str) -> str:
    """Give an e-mail address as mailboxes compare it: lower case, without +tag; dots count except at Gmail."""
    local, at, domain = unicodedata.normalize("NFKC", text).strip().lower().rpartition("@")
    if not at or not local:
        return ""
    local = local.split("+", 1)[0]
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def handle(text: str, *, case: bool = False) -> str:
    """Give a handle without @, platform and address around it; lower case unless `case`."""
    found = (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip().rstrip("/")
    found = found.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lstrip("@").split("@", 1)[0]
    found = _SERVER.sub("", found)
    return found if case else found.lower()

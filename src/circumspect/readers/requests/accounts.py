"""What one written account is: a handle, a name, an address, a link to a profile. Open it to add a platform's links.

Nothing is looked up: only the words that stand there are taken apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

PLATFORMS = (
    "facebook", "instagram", "threads", "x", "linkedin", "tiktok", "youtube", "reddit", "snapchat", "pinterest",
    "bluesky", "mastodon", "discord", "telegram", "whatsapp", "venmo", "google", "other",
)  # fmt: skip
_ALIASES = {"twitter": "x", "fb": "facebook", "ig": "instagram", "insta": "instagram", "bsky": "bluesky"}
_SITES = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook", "instagram.com": "instagram",
    "threads.net": "threads", "threads.com": "threads", "twitter.com": "x", "x.com": "x",
    "linkedin.com": "linkedin", "tiktok.com": "tiktok", "youtube.com": "youtube", "reddit.com": "reddit",
    "snapchat.com": "snapchat", "pinterest.com": "pinterest", "bsky.app": "bluesky", "t.me": "telegram",
    "venmo.com": "venmo",
}  # fmt: skip
# The part of a link before the handle, such as linkedin.com/in/NAME.
_LEADS = ("in", "user", "u", "add", "profile", "c", "people", "_u", "share")
# Platforms whose lists of accounts hold numbers without names.
ONLY_NUMBERS = ("x", "bluesky")
_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/\S*|https?://\S+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_PHONE = re.compile(r"\+?\(?\d[\d\s().-]{6,18}\d")
_NUMBER = re.compile(r"\d{5,}")
_HANDLE = re.compile(r"@?[A-Za-z0-9][\w.-]*|@?_[\w.-]+", re.ASCII)
_NAME_AND_HANDLE = re.compile(r"(?P<name>.*\S)\s+\(?@(?P<handle>[\w.@-]+)\)?", re.ASCII)


def platform_named(words: str) -> str:
    """Give the platform that `words` name, as one of PLATFORMS; `other` for one we do not know, `` for none."""
    name = words.strip().casefold()
    name = _ALIASES.get(name, name)
    return name if name in PLATFORMS or not name else "other"


def from_words(words: str) -> dict[str, str]:
    """Say which fields of a Request one line of pasted text fills, for example {"handle": "jdoe"}."""
    words = words.strip().strip("\"'")
    if _LINK.fullmatch(words):
        return from_link(words)
    if _MAIL.fullmatch(words) and not words.startswith("@"):
        return {"email": words}
    if words.startswith("did:") or _NUMBER.fullmatch(words):
        return {"account": words}
    if _PHONE.fullmatch(words):
        return {"phone": words}
    if found := _NAME_AND_HANDLE.fullmatch(words):
        return {"display": found["name"].strip(" -|,("), "handle": found["handle"]}
    if _HANDLE.fullmatch(words) or words.startswith("@"):
        return {"handle": words.removeprefix("@")}
    return {"display": words}


def from_link(link: str) -> dict[str, str]:
    """Say which fields of a Request a link to a profile fills; the handle of an unknown site is its last part."""
    address = link if "://" in link else f"https://{link}"
    try:
        parts = urlsplit(address)
        site, asked = (parts.hostname or "").casefold(), parse_qs(parts.query)
    except ValueError:
        return {}
    platform = next((name for host, name in _SITES.items() if site == host or site.endswith(f".{host}")), "")
    pieces = [unquote(piece) for piece in parts.path.split("/") if piece]
    number = next((asked[key][0] for key in ("id", "user_id") if asked.get(key)), "")
    if number:
        return _known({"platform": platform, "account": number})
    while len(pieces) > 1 and (pieces[0].casefold() in _LEADS):
        pieces = pieces[1:]
    if not pieces:
        return _known({"platform": platform})
    first = pieces[0]
    if not platform and first.startswith("@"):
        platform = "mastodon"
    if first.startswith("did:") or _NUMBER.fullmatch(first):
        return _known({"platform": platform, "account": first})
    return _known({"platform": platform, "handle": first.removeprefix("@")})


def _known(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}

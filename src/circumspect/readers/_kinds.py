"""Files that are no list, told by their first bytes. Open it to add a kind.

Read all the same, such a file would give rows or lines that look like people.
"""

from __future__ import annotations

import re

PICTURE, PACKED, OLD_OFFICE, ADDRESS_BOOK = "a picture", "a packed file", "an old Excel or Word file", "an address book"
_SIGNS = (
    (re.compile(rb"%PDF"), "a PDF document"),
    (
        re.compile(
            rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF.{4}WEBP|BM.{4}\x00\x00\x00\x00|.{4}ftyp(?:hei|mif|avif)",
            re.DOTALL,
        ),
        PICTURE,
    ),
    (re.compile(rb"\xd0\xcf\x11\xe0"), OLD_OFFICE),
    (re.compile(rb"\{\\rtf"), "a text document (RTF)"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ"), PACKED),
    (re.compile(rb"bplist|SQLite format 3"), "a file of another program"),
    (re.compile(rb"\s*BEGIN:VCARD", re.IGNORECASE), ADDRESS_BOOK),
    (
        re.compile(
            rb"\s*<(?:!doctype|!--|\?xml|/?(?:html|head|body|meta|table|div|ul|ol|span|p|script|style|svg)\b)",
            re.IGNORECASE,
        ),
        "a web page",
    ),
    (
        re.compile(
            rb"(?:MIME-Version|Return-Path|Received|Delivered-To|Message-ID|X-[\w-]+|From|Subject): .*\n[\w-]+: "
        ),
        "a saved e-mail or web page",
    ),
)
_LOOKED_AT = 65_536
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")


def kind_of(raw: bytes) -> str:
    """Say what a file is that is no list in plain text, such as `a picture`; nothing for what may be one."""
    start = raw[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    return next((name for sign, name in _SIGNS if sign.match(start)), "")


def reads_like_text(text: str) -> bool:
    """Say whether what was decoded is text: hardly a sign in it that nobody writes."""
    start = text[:_LOOKED_AT]
    return len(_CONTROL.findall(start)) * 100 <= len(start)

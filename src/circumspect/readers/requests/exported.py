"""One JSON file of a platform's export → rows of accounts: followers, friends, requests. Open it to add a list's name.

For somebody who takes one file out of an export to see who asks. The whole export has its own readers, in
readers/archives. Lists that say nothing of who asks or follows (blocked, removed, hashtags) are left aside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from circumspect.domain.screening import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What the name of a list says of how its accounts stand to the clinician's own; the first that fits counts.
_LISTS = (
    (re.compile(r"blocked|removed|deleted|unfollowed|rejected|hashtag|dismissed|restricted|hide_story"), None),
    (re.compile(r"requests?_received|received_requests?"), Direction.REQUEST),
    (re.compile(r"requests?_sent|sent_requests?|following|followlist"), Direction.FOLLOWING),
    (re.compile(r"followers?|fanslist"), Direction.FOLLOWER),
    (re.compile(r"friends?"), Direction.FRIEND),
    (re.compile(r"suggest|people_you_may_know"), Direction.SUGGESTED),
)
_DEEPEST = 6
_HANDLES, _NAMES = ("username", "user_name"), ("name",)


def rows_of(found: dict[str, Any]) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give a row for each account in the lists of an export's file, numbered from 1; none where it holds no such."""
    number = 0
    for named, item in _lists(found, 0):
        direction = _direction(named)
        if direction is not None and (row := _row(item)):
            number += 1
            yield number, {**row, "direction": direction.value}


def is_bare(found: object) -> bool:
    """Say whether a list is of the form in which Instagram gives out followers: values without a name."""
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict) and "string_list_data" in found[0]


def bare(found: list[Any]) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give a row for each account of such a list; how they stand to the clinician's own it does not say."""
    for number, item in enumerate(found, 1):
        yield number, _row(item) if isinstance(item, dict) else {}


def _lists(found: dict[str, Any], depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what stands in the lists of an object and of those in it, each with the name of its list."""
    for name, value in found.items():
        if isinstance(value, list):
            yield from ((name.casefold(), one) for one in value if isinstance(one, dict))
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _lists(value, depth + 1)


def _direction(named: str) -> Direction | None:
    return next((direction for pattern, direction in _LISTS if pattern.search(named)), None)


def _row(item: Mapping[str, Any]) -> dict[str, object]:
    """Give the fields of one account: Instagram's values, or a name or user name in plain keys."""
    values = item.get("string_list_data")
    if isinstance(values, list) and values and isinstance(values[0], dict):
        named = values[0].get("value") or item.get("title") or ""
        row = {"handle": named, "link": "" if named else values[0].get("href") or ""}
        return {name: value for name, value in row.items() if value}
    plain = {key.casefold(): value for key, value in item.items() if isinstance(key, str)}
    for field, keys in (("handle", _HANDLES), ("display", _NAMES)):
        if words := next((plain[key] for key in keys if isinstance(plain.get(key), str) and plain[key]), ""):
            return {field: _mended(words)}
    return {}


def _mended(words: str) -> str:
    """Give a text as it was meant: Meta writes each byte of UTF-8 as a letter of its own."""
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words

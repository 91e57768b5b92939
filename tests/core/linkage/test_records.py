"""Two lists of records, and which belong to the same person."""

from __future__ import annotations

import random

import pytest

from circumspect.core.linkage.records import link_records, skeleton

FIELDS = {"given": "given name", "family": "family name", "born": "date", "town": "text", "post": "digits"}
GIVEN = ["mary", "john", "aisha", "pedro", "ingrid", "tomas", "lucia", "kofi", "mei", "olga", "sean", "ruth"]
FAMILY = ["okafor", "lindqvist", "marsh", "delgado", "petrov", "yamada", "osullivan", "brandt", "haddad", "nowak"]
TOWNS = ["boise", "nampa", "meridian", "eagle", "caldwell", "kuna"]


def _people(count: int, seed: int = 3) -> list[dict[str, str]]:
    chance = random.Random(seed)
    return [
        {
            "given": chance.choice(GIVEN) + chance.choice(["", "a", "e", "na"]),
            "family": chance.choice(FAMILY) + chance.choice(["", "s", "er", "i", "man"]),
            "born": f"19{chance.randrange(40, 99)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}",
            "town": chance.choice(TOWNS),
            "post": f"83{chance.randrange(100, 999)}",
        }
        for _ in range(count)
    ]


def _damaged(row: dict[str, str], chance: random.Random) -> dict[str, str]:
    made = dict(row)
    for name in chance.sample(sorted(made), 2):
        at = chance.randrange(len(made[name]))
        made[name] = chance.choice(
            ["", made[name][:at] + made[name][at + 1 :], made[name][:at] + "x" + made[name][at:]]
        )
    return made


def test_damaged_copies_are_found_again() -> None:
    """Of 400 people written down twice with two fields damaged, nearly all pairs are found, and hardly a wrong one."""
    left, chance = _people(400), random.Random(9)
    right = [_damaged(row, chance) for row in left]
    found = {(a, b) for a, b, probability in link_records(left, right, FIELDS) if probability >= 0.5}
    right_ones = {(n, n) for n in range(400)}
    assert len(found & right_ones) >= 380
    assert len(found - right_ones) <= 8


def test_a_list_is_searched_for_people_written_down_twice() -> None:
    """Without a second list, pairs come with the lower number first, and nobody is paired with themself."""
    rows, chance = _people(200), random.Random(4)
    rows += [_damaged(row, chance) for row in rows[:50]]
    found = {(a, b) for a, b, probability in link_records(rows, None, FIELDS) if probability >= 0.5}
    assert all(a < b for a, b in found)
    assert len(found & {(n, 200 + n) for n in range(50)}) >= 46


def test_swapped_names_still_meet() -> None:
    """Given and family name in each other's place: the pair is found."""
    left = _people(300)
    right = [dict(row) for row in left]
    right[7] = {**left[7], "given": left[7]["family"], "family": left[7]["given"]}
    assert any((a, b) == (7, 7) and p >= 0.5 for a, b, p in link_records(left, right, FIELDS))


def test_nothing_to_compare_is_no_pair() -> None:
    """Empty lists, and records that share nothing, give no pair."""
    empty = dict.fromkeys(FIELDS, "")
    assert link_records([], None, FIELDS) == []
    assert link_records([empty, empty], None, FIELDS) == []


def test_an_unknown_kind_of_field_is_refused() -> None:
    """A kind that does not exist is named, with those that do."""
    with pytest.raises(ValueError, match="no such kind of field: colour"):
        link_records([], None, {"hair": "colour"})


def test_a_skeleton_sounds_like_the_name() -> None:
    """Spellings that sound alike share a skeleton."""
    assert skeleton("catherine") != skeleton("katherine")  # the first letter stays
    assert skeleton("stephen") == skeleton("stefan")
    assert skeleton("schmidt") == skeleton("schmitt")

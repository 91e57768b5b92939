"""Handles written by hand, by somebody who had not seen the linker (benchmarks/linkage/by_hand.tsv)."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest

from circumspect.core.linkage import Linker
from circumspect.domain.roster import Client, PersonName, Relative, Tie
from circumspect.domain.screening import Request
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names

LIST = Path(__file__).resolve().parents[3] / "benchmarks" / "linkage" / "by_hand.tsv"
# So many of them come out as their author expects; the number only rises.
AS_EXPECTED = 33


def _client(written: str, goes_by: str) -> Client:
    """Read "given / family [former: …] [guardian: …]"."""
    former = tuple(re.findall(r"\[former: ([^\]]+)\]", written))
    given, _, family = re.sub(r"\[.*?\]", "", written).partition("/")
    household = tuple(
        Relative(PersonName(*guardian.split(" ", 1)), Tie.GUARDIAN)
        for guardian in re.findall(r"\[guardian: ([^\]]+)\]", written)
    )
    name = PersonName(given.strip(), family.strip(), also=(goes_by,) if goes_by else (), former=former)
    return Client("me", name, household=household)


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[str, str, str]]:
    """Give for each row the handle, what its author expects (one outcome or two), and what comes out."""
    names, chance = load_names(SHIPPED), random.Random(5)
    given, family = list(names.given)[300:3000], list(names.surnames)[300:6000]
    others = [
        Client(f"x{n}", PersonName(chance.choice(given).title(), chance.choice(family).title())) for n in range(400)
    ]
    found = []
    with LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t"):
            if not row or row[0].startswith("#"):
                continue
            written, goes_by, shown, display, expected = (*row, "", "", "", "", "")[:5]
            answer = Linker([_client(written, goes_by), *others], names).screen([Request(shown, display)])[0]
            mine = any(candidate.client == "me" for candidate in answer.candidates)
            found.append((shown or display, expected, answer.outcome.value if mine else "not found"))
    return found


def test_most_come_out_as_their_author_expects(outcomes: list[tuple[str, str, str]]) -> None:
    """The figure may rise and not fall."""
    wrong = [row for row in outcomes if row[2] not in row[1].split("|")]
    assert len(outcomes) - len(wrong) >= AS_EXPECTED, wrong


def test_no_stranger_is_called_a_client(outcomes: list[tuple[str, str, str]]) -> None:
    """Where the author expects nobody, nobody is surely found."""
    assert not [row for row in outcomes if "client" not in row[1] and "possible" not in row[1] and row[2] == "client"]

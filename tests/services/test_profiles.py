"""The profile as answers: what changes is written, and what a person wrote by hand stays."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from circumspect.domain.profile import HOUSE
from circumspect.rulebook.profile import profile_of
from circumspect.services import profiles

NOTED = """\
# a note above
[clinician]          # who
profession = "social-work"
name = "Dana"  # as on the licence
associations = [
  "nasw",  # national
  "camft"
]

[house]
# strict on purpose
testimonial_scope = "seed_strict"

[[licence]]  # Houston
jurisdiction = "US-TX"
type = "LCSW"

# the last line
"""
NOTES = ("# a note above", "# who", "# strict on purpose", "# Houston", "# the last line")
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)


@given(
    name=WORDS,
    phone=WORDS,
    colleagues=st.lists(WORDS, max_size=3),
    scope=st.sampled_from([*HOUSE["testimonial_scope"]]),
    licences=st.lists(st.sampled_from(["US-TX", "US-FL", "GB"]), max_size=3),
)
def test_any_answers_are_written_and_notes_stay(
    name: str, phone: str, colleagues: list[str], scope: str, licences: list[str]
) -> None:
    """Whatever is answered, the file says it afterwards, and every note that belongs to no row taken out is there."""
    tables = profiles.tables_of(profile_of(tomllib.loads(NOTED), "p"))
    tables["clinician"]["name"] = name
    tables["practice"] |= {"phone": phone, "colleagues": colleagues}
    tables["house"]["testimonial_scope"] = scope
    tables["licence"] = [{"jurisdiction": place, "type": "LCSW"} for place in licences]
    made = profiles.edited(NOTED, tables)
    assert made is not None
    assert profile_of(tomllib.loads(made), "p") == profile_of(tables, "p")
    kept = NOTES if licences else NOTES[:3]
    assert [note for note in kept if note not in made] == []
    assert profiles.edited(made, tables) == made


def test_a_whole_file_says_what_was_answered() -> None:
    """A file that is written anew loads as the same profile, for the answers one begins with."""
    tables = profiles.begun()
    assert profile_of(tomllib.loads(profiles.written(tables)), "p") == profile_of(tables, "p")


def test_what_cannot_be_changed_line_by_line_is_said() -> None:
    """Inline tables, or a file that is broken, give None; nothing is guessed."""
    tables = profiles.begun()
    tables["clinician"]["name"] = "Dana"
    assert profiles.edited('clinician = {name = "D"}\n', tables) is None
    assert profiles.edited("[clinician\n", tables) is None

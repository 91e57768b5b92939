"""Texts in the making: kept in versions, found again, brought back, and in the vault alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.domain.draft import Content
from circumspect.services import drafts
from circumspect.storage import keyslot
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDS = "amber kettle over the orchard"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """Give an open vault."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    with Vault.create(tmp_path / "vault", WORDS) as opened:
        yield opened


def _save(vault: Vault, draft: int | None, content: Content, at: datetime, *, kept: bool) -> int:
    """Save a text as one who has the newest version before them; give the draft's number."""
    newest = drafts.versions_of(vault, draft)[0].number if draft is not None else None
    return drafts.save(vault, draft, content, at, kept=kept, after=newest)[0]


def _texts(vault: Vault, number: int) -> list[str]:
    return [one.content.text for one in drafts.versions_of(vault, number)]


def test_what_is_saved_as_one_types_gives_way_and_what_is_kept_stays(vault: Vault) -> None:
    """Typing leaves one version behind, not hundreds; each text that its writer kept can be found again."""
    number = _save(vault, None, Content("a"), NOW, kept=False)
    for text in ("ab", "abc"):
        assert _save(vault, number, Content(text), NOW, kept=False) == number
    assert _texts(vault, number) == ["abc"]
    _save(vault, number, Content("abc"), NOW, kept=True)
    _save(vault, number, Content("abcd"), NOW, kept=False)
    assert _texts(vault, number) == ["abcd", "abc"]
    _save(vault, number, Content("abcd"), NOW, kept=True)
    assert _texts(vault, number) == ["abcd", "abc"]


def test_all_of_a_text_comes_back(vault: Vault) -> None:
    """Place, message answered and every sign of the words, also half of a pair."""
    content = Content("Line\n\u202e \U0001f642 \ud83d", "reply", "personal", "What do you think?", "bluesky")
    number = _save(vault, None, content, NOW, kept=True)
    (found,) = drafts.versions_of(vault, number)
    assert found.content == content
    assert content.text not in repr(found) + repr(drafts.drafts_in(vault)) + repr(content)


def test_the_one_last_changed_stands_first(vault: Vault) -> None:
    """The list is in the order in which one worked."""
    first = _save(vault, None, Content("one"), NOW, kept=True)
    second = _save(vault, None, Content("two"), NOW + timedelta(minutes=1), kept=True)
    _save(vault, first, Content("one more"), NOW + timedelta(minutes=2), kept=True)
    assert [(one.number, one.versions) for one in drafts.drafts_in(vault)] == [(first, 2), (second, 1)]


def test_what_is_thrown_away_can_be_brought_back_for_a_week(vault: Vault) -> None:
    """It leaves the list at once, comes back whole, and is deleted for good later."""
    number = _save(vault, None, Content("one"), NOW, kept=True)
    drafts.remove(vault, number, NOW)
    assert drafts.drafts_in(vault) == []
    _save(vault, None, Content("two"), NOW + timedelta(days=6), kept=True)
    drafts.bring_back(vault, number)
    assert _texts(vault, number) == ["one"]
    drafts.remove(vault, number, NOW)
    _save(vault, None, Content("three"), NOW + timedelta(days=8), kept=True)
    with pytest.raises(drafts.DraftError, match="no such draft"):
        drafts.bring_back(vault, number)
    with pytest.raises(drafts.DraftError, match="no such draft"):
        drafts.versions_of(vault, number)


def test_a_draft_that_was_thrown_away_elsewhere_is_kept_as_another(vault: Vault) -> None:
    """Two pages open on one draft: what one throws away, the other's words are not lost with."""
    number = _save(vault, None, Content("one"), NOW, kept=True)
    drafts.remove(vault, number, NOW)
    other = _save(vault, number, Content("one and more"), NOW, kept=False)
    assert other != number
    assert _texts(vault, other) == ["one and more"]


def test_nothing_written_is_overwritten_by_somebody_who_had_not_seen_it(vault: Vault) -> None:
    """Another tab, an older version gone on from, a text begun anew in its place, a pause: each adds a version."""
    number, first = drafts.save(vault, None, Content("start"), NOW, kept=True)
    _, second = drafts.save(vault, number, Content("start and two hours of words"), NOW, kept=False, after=first)
    drafts.save(vault, number, Content("start!"), NOW, kept=False, after=first)
    assert _texts(vault, number) == ["start!", "start and two hours of words", "start"]
    newest = drafts.versions_of(vault, number)[0].number
    assert newest != second
    drafts.save(vault, number, Content("a"), NOW, kept=False, after=newest)
    assert _texts(vault, number)[:2] == ["a", "start!"]
    newest = drafts.versions_of(vault, number)[0].number
    drafts.save(vault, number, Content("ab"), NOW + timedelta(minutes=11), kept=False, after=newest)
    assert _texts(vault, number)[:2] == ["ab", "a"]
    assert drafts.count(vault) == 1


def test_a_text_too_long_is_refused_with_what_to_do(vault: Vault) -> None:
    """Nothing is kept of it."""
    with pytest.raises(drafts.DraftError, match="keep it in a file"):
        drafts.save(vault, None, Content("x" * (drafts.LONGEST + 1)), NOW, kept=True)
    assert drafts.drafts_in(vault) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    """What stayed and went out is the old text, what stayed and came in the new one."""
    pieces = list(drafts.difference(old, new))
    assert "".join(words for kind, words in pieces if kind != "in") == old
    assert "".join(words for kind, words in pieces if kind != "out") == new


def test_nothing_of_a_draft_stands_readable_on_disk(tmp_path: Path, vault: Vault) -> None:
    """The vault's files hold none of its words."""
    _save(vault, None, Content("Zorblatt came on Thursday"), NOW, kept=True)
    vault.lock()
    assert all(b"Zorblatt" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

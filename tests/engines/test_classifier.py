"""The trained reader: it answers alike each time, points into the text, and says plainly when it cannot run."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circumspect.core.review import Reviewer
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.profile import Licence, Profile
from circumspect.domain.verdict import Verdict
from circumspect.engines.classifier import SHIPPED, ClassifierError, OnnxReader, sealed
from circumspect.services import review as service

if TYPE_CHECKING:
    from pathlib import Path

    from circumspect.core.patterns import PatternSet
    from circumspect.core.ports import LabelReading
    from circumspect.core.ruleset import Ruleset
    from conftest import Cli

TODAY = date(2026, 11, 22)
TOLD = (
    "Slow start to the week here. The woman in my four o'clock brought her late husband's gardening gloves and put "
    "them on halfway through, and neither of us said a word about it. Parking is free after five."
)


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    """Give the shipped reader."""
    return OnnxReader()


@pytest.fixture(scope="module")
def both(ruleset: Ruleset, patterns: PatternSet, reader: OnnxReader) -> Reviewer:
    """Give a reviewer that reads with rules and the trained reader."""
    return Reviewer(ruleset, Profile(), classifier=reader, patterns=patterns)


def _chances(reader: OnnxReader, document: Document) -> dict[str, float]:
    return {said.rule: said.probability for said in reader.read(document, closely=True)}


def test_it_knows_every_rule_with_a_slot_for_it(reader: OnnxReader, ruleset: Ruleset) -> None:
    """Each rule that asks for the trained reader's opinion has a label of its name, and no label is without a rule."""
    asked = {rule.id for rule in ruleset.rules if any(look.kind == "learned" for look in rule.detect)}
    assert set(_chances(reader, Document("Hello."))) == asked
    for rule in asked:
        unsure, sure = reader.threshold(rule)
        assert 0 < unsure <= sure <= 1
    assert reader.threshold("no-such-rule")[0] > 1


def test_a_story_without_a_tell_tale_word_is_read_as_one(both: Reviewer) -> None:
    """What words alone do not show, the trained reader sees, and it says which words and how sure it is."""
    review = both.review(Document(TOLD, Surface.POST, Account.BUSINESS), TODAY)
    found = [f for f in review.findings if f.rule == "client-vignette"]
    assert found
    assert review.verdict in (Verdict.HOLD, Verdict.CONSULT)
    assert "gloves" in str(found[0].match) or "four o'clock" in str(found[0].match)
    assert any(evidence.detector == "learned" for evidence in found[0].evidence)
    assert review.classifier == both.classifier.name if both.classifier else False


def test_the_place_and_the_message_answered_count(reader: OnnxReader) -> None:
    """The same words are read in their context."""
    words = "So glad it helped, see you next Thursday!"
    alone = _chances(reader, Document(words, Surface.POST))
    answer = Document(words, Surface.REVIEW_RESPONSE, in_reply_to="Our sessions with Dr. Quill saved us. Five stars.")
    assert _chances(reader, answer)["relationship-disclosure"] > alone["relationship-disclosure"]


@settings(max_examples=40)
@given(
    text=st.text(max_size=300),
    inbound=st.one_of(st.none(), st.text(max_size=80)),
    surface=st.sampled_from(list(Surface)),
)
def test_any_text_is_read_alike_each_time(text: str, inbound: str | None, surface: Surface, reader: OnnxReader) -> None:
    """Whatever comes in, the answer is a chance for each rule, the same again, with words inside the text."""
    document = Document(text, surface, in_reply_to=inbound)
    first = reader.read(document, closely=True)
    assert first == reader.read(document, closely=True)
    for said in first:
        assert 0 <= said.probability <= 1
        for start, end in said.spans:
            assert 0 <= start < end <= len(text)


def test_a_text_is_read_alike_in_any_company(both: Reviewer) -> None:
    """Batch, order and partition change nothing."""
    texts = [TOLD, "Our office is closed on Monday.", TOLD[:120], "🌿" * 40, "a" * 3000]
    documents = [Document(text) for text in texts]
    alone = [both.review(document, TODAY) for document in documents]
    assert list(both.review_all(documents, TODAY)) == alone
    assert list(both.review_all(documents[::-1], TODAY)) == alone[::-1]


def test_a_glance_is_enough_for_what_holds_nothing(reader: OnnxReader) -> None:
    """Not asked to read closely, it stops at plainly clean texts, and reads on where there is something."""
    clean = Document("Office closed on Monday for the holiday.", Surface.POST, Account.BUSINESS)
    assert {said.probability for said in reader.read(clean, closely=False)} == {0.0}
    assert max(said.probability for said in reader.read(clean, closely=True)) > 0
    told = Document(TOLD, Surface.POST, Account.BUSINESS)
    assert reader.read(told, closely=False) == reader.read(told, closely=True)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Imre Solano, PsyD | Licensed psychologist, OR #4417 | Assessment and testing",
        "Please welcome Adaeze Brandt, our newest licensed psychologist!",
    ],
)
def test_a_title_that_the_text_accounts_for_is_left_alone(text: str, both: Reviewer) -> None:
    """The trained reader cannot know who holds which licence: a number beside it, or a colleague's, settles it."""
    assert not [f for f in both.findings(Document(text, Surface.BIO), TODAY) if f.rule == "credential-misstatement"]


def test_a_breach_late_in_a_long_text_is_read(reader: OnnxReader) -> None:
    """A long text is read in windows that overlap: what stands far down counts as well."""
    filler = "The new carpet has arrived and the plants have survived another winter on the sill. " * 60
    late = [said for said in reader.read(Document(filler + TOLD), closely=True) if said.rule == "client-vignette"]
    early = [said for said in reader.read(Document(TOLD), closely=True) if said.rule == "client-vignette"]
    assert late[0].probability > 0.5 * early[0].probability
    assert all(start >= len(filler) - 100 for start, _ in late[0].spans)


def _copy(folder: Path) -> Path:
    """Give a folder with the shipped files: links, since they are large. Change one with `_put` alone."""
    place = folder / "reader"
    place.mkdir()
    for path in SHIPPED.iterdir():
        (place / path.name).symlink_to(path)
    return place


def _put(path: Path, raw: bytes) -> None:
    """Put other bytes in place of a link."""
    path.unlink()
    path.write_bytes(raw)


def test_a_missing_model_is_said_plainly(tmp_path: Path) -> None:
    """Without its files the reader does not start, and says what to do."""
    with pytest.raises(ClassifierError, match="--rules-only"):
        OnnxReader(tmp_path)
    place = _copy(tmp_path)
    (place / "weights.bin").unlink()
    with pytest.raises(ClassifierError, match="install circumspect again"):
        OnnxReader(place).read(Document("Hello."), closely=True)


@pytest.mark.parametrize("name", ["first.onnx", "rest.onnx", "weights.bin", "reader.json", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["cut", "flipped", "empty"])
def test_a_damaged_file_is_never_read_with(name: str, damage: str, tmp_path: Path) -> None:
    """A file that is cut short, altered or empty is an error, not a worse answer."""
    path = _copy(tmp_path) / name
    raw = bytearray(path.read_bytes())
    middle = len(raw) // 2
    if damage == "flipped":
        raw[middle : middle + 8] = bytes(b ^ 0xFF for b in raw[middle : middle + 8])
    _put(path, b"" if damage == "empty" else bytes(raw[:middle]) if damage == "cut" else bytes(raw))
    with pytest.raises(ClassifierError):
        OnnxReader(path.parent).read(Document("Hello."), closely=True)


def test_the_command_line_asks_before_it_reads_without(cli: Cli, tmp_path: Path) -> None:
    """Without the model, `check` stops with a clear message; with --rules-only it goes on."""
    cli.patch.setattr("circumspect.services.container.OnnxReader", lambda: OnnxReader(tmp_path))
    answer = cli("check", "-", stdin="Our office is closed on Monday.")
    assert answer.code == 2
    assert "--rules-only" in answer.err
    assert cli("check", "-", "--rules-only", stdin="Our office is closed on Monday.").code == 0


def test_reprs_and_errors_hold_no_word(reader: OnnxReader, tmp_path: Path) -> None:
    """Nothing the reader makes shows the text."""
    said: list[Any] = [reader, *reader.read(Document(TOLD), closely=True)]
    assert not any("glove" in repr(one) for one in said)
    place = _copy(tmp_path)
    _put(place / "weights.bin", b"another model")
    with pytest.raises(ClassifierError) as error:
        OnnxReader(place).read(replace(Document(TOLD), id="x"), closely=True)
    assert "glove" not in str(error.value)


def test_a_bound_changed_by_hand_is_noticed(tmp_path: Path) -> None:
    """The card is sealed: bounds that nobody measured are not read with, and equal names mean equal bounds."""
    place = _copy(tmp_path)
    card = json.loads((place / "reader.json").read_text(encoding="utf-8"))
    card["rules"]["client-vignette"]["unsure"] = 0.99
    _put(place / "reader.json", json.dumps(card).encode())
    with pytest.raises(ClassifierError):
        OnnxReader(place)
    _put(place / "reader.json", json.dumps(sealed(card)).encode())
    assert OnnxReader(place).name != OnnxReader().name


def test_a_batch_without_the_model_says_so_once(ruleset: Ruleset, patterns: PatternSet, tmp_path: Path) -> None:
    """A missing model is no fault of a line: nothing is answered, and the error says what to do."""
    place = _copy(tmp_path)
    (place / "weights.bin").unlink()
    reviewer = Reviewer(ruleset, Profile(), classifier=OnnxReader(place), patterns=patterns)
    lines = [[b'{"id": "1", "text": "Closed on Monday."}']]
    with pytest.raises(ClassifierError, match="--rules-only"):
        list(service.check_batch(lines, service.Reading(reviewer, TODAY)))


def test_what_it_did_not_read_it_cannot_overrule(
    both: Reviewer, reader: OnnxReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a text too long to be read whole, words keep their say."""
    monkeypatch.setattr("circumspect.engines.classifier._MOST_WINDOWS", 3)
    filler = "The new carpet has arrived and the plants have survived another winter on the sill. " * 150
    text = f"{filler}My client Jake told me today that he left his wife. {filler}"
    assert not reader.read(Document(text), closely=True)[0].whole
    assert "client-vignette" in {finding.rule for finding in both.findings(Document(text), TODAY)}


def test_words_that_it_sees_nothing_in_are_let_go(ruleset: Ruleset, patterns: PatternSet) -> None:
    """Below the bound for doubt a finding of words goes; what the reader cannot know of stays."""

    class Sceptic(OnnxReader):
        def read(self, document: Document, *, closely: bool) -> list[LabelReading]:
            return [replace(said, probability=0.0, spans=()) for said in super().read(document, closely=closely)]

    told = Document("My client told me today that her husband left.")
    alone = Reviewer(ruleset, Profile(), patterns=patterns)
    doubted = Reviewer(ruleset, Profile(), classifier=Sceptic(), patterns=patterns)
    assert "client-vignette" in {f.rule for f in alone.findings(told, TODAY)}
    assert not doubted.findings(told, TODAY)
    claimed = Document("Licensed psychologist in Tulsa.", Surface.BIO)
    profile = Profile(licences=(Licence("US-OK", "LMSW"),))
    kept = Reviewer(ruleset, profile, classifier=Sceptic(), patterns=patterns)
    assert "credential-misstatement" in {f.rule for f in kept.findings(claimed, TODAY)}


def test_a_breach_is_not_let_go_because_the_rest_is_about_something_else(
    ruleset: Ruleset, patterns: PatternSet
) -> None:
    """Before words are let go the reader is asked about their paragraph alone: a text can do two things."""

    class OfTheWhole(OnnxReader):
        def read(self, document: Document, *, closely: bool) -> list[LabelReading]:
            said = super().read(document, closely=closely)
            several = "\n\n" in document.text
            return [replace(one, probability=0.0, spans=()) if several else one for one in said]

    whole = Reviewer(ruleset, Profile(), classifier=OfTheWhole(), patterns=patterns)
    asked = "Did our work help? Leave me a five-star review on Google!"
    other = "Our new rooms on Fifth Street are open, with the lift and the two quiet chairs that you asked for."
    found = whole.findings(Document(f"{other}\n\n{asked}\n\n{other}"), TODAY)
    assert [(f.rule, f.match) for f in found] == [("testimonial-solicitation", "Leave me a five-star review")]


@pytest.mark.usefixtures("no_network")
def test_it_reads_with_sockets_blocked() -> None:
    """Loading and reading need no network."""
    assert OnnxReader().read(Document(TOLD), closely=False)

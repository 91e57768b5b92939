"""Document → findings → verdict. Open it to follow a text through the reader."""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol, cast

from circumspect.core import detectors, judge, scope, suggest, telling
from circumspect.core.cite import cite
from circumspect.core.detectors.learned import KIND as LEARNED
from circumspect.core.patterns import PatternSet, Wanted
from circumspect.core.reading import Reading, scan
from circumspect.domain.finding import Evidence, Finding
from circumspect.domain.rule import Reach, Status
from circumspect.domain.verdict import Review

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from circumspect.core.phrases import Phrase
    from circumspect.core.ports import Classifier, Roster
    from circumspect.core.reading import Hit, Scanned, Span
    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.document import Account, Document, Surface
    from circumspect.domain.ethics_code import Citation
    from circumspect.domain.finding import Acceptance, Suggestion
    from circumspect.domain.profile import Profile
    from circumspect.domain.rule import Conditions, Look, Rule, Severity

_SPACE = re.compile(r"\W+")
_DETAIL_LIMIT = 5
# Every edit offered is the whole text read again: texts longer than these get findings without suggestions.
_MOST_EDITS = 40
_LONGEST_EDITED = 60_000
# Ways of looking that the trained reader may overrule.
_JUDGED = frozenset({"phrase", "together", "pattern", "identity", "required"})
_EDGES = " \n.,;:!?-"


class Detector(Protocol):
    """What a file in core/detectors offers."""

    KIND: str
    Params: type

    def patterns(self, params: object, lexicons: Container[str]) -> Sequence[Phrase]:
        """Give what to compile under the look's key; any one is enough."""

    def triggers(self, params: object, key: str) -> tuple[str, ...]:
        """Give expression keys of which one must match; none means always run."""

    def find(self, params: object, key: str, reading: Reading) -> Iterator[Hit]:
        """Give what is seen."""


def load_detectors() -> dict[str, Detector]:
    """Walk core/detectors: a new kind of looking is one new file there."""
    found: dict[str, Detector] = {}
    for module in pkgutil.iter_modules(detectors.__path__):
        loaded = cast("Detector", importlib.import_module(f"{detectors.__name__}.{module.name}"))
        found[loaded.KIND] = loaded
    return found


@dataclass(frozen=True, slots=True)
class _Lookout:
    """A look of an active rule, bound to its detector and its key."""

    rule: Rule
    severity: Severity
    look: Look
    key: str
    detector: Detector


@dataclass(frozen=True, slots=True)
class _Seen:
    """A hit that no condition or exception has removed."""

    lookout: _Lookout
    hit: Hit
    score: float


@dataclass(slots=True)
class _Draft:
    """A document on its way to a review: what was found in it, and which edits of it have been read.

    `edited`: text of an edit → the fingerprints of what is found in it. `better`: number of a finding → its suggestion.
    """

    reading: Reading
    on: date
    found: list[tuple[Finding, Span | None]]
    edited: dict[str, set[str]] = field(default_factory=dict)
    better: dict[int, Suggestion] = field(default_factory=dict)

    @property
    def known(self) -> set[str]:
        """The fingerprints of what is found in the document as it is."""
        return {finding.fingerprint for finding, _ in self.found}


class Reviewer:
    """Reads documents for one profile. Make one and keep it: preparing costs more than reading."""

    def __init__(
        self,
        ruleset: Ruleset,
        profile: Profile,
        *,
        roster: Roster | None = None,
        classifier: Classifier | None = None,
        patterns: PatternSet | None = None,
        kinds: frozenset[str] | None = None,
    ) -> None:
        """Prepare the rules that apply to `profile`; `patterns` of the same rule set may be shared.

        `kinds`: look in these ways only, to measure one against another.
        """
        self.ruleset = ruleset
        self.profile = profile
        self.roster = roster
        self.classifier = classifier
        self._patterns = patterns or PatternSet(ruleset.index, ruleset.compiled)
        self._by_trigger: dict[str, list[_Lookout]] = {}
        self._tables: dict[tuple[Surface, Account, bool], dict[str, list[_Lookout]]] = {}
        self._cited: dict[tuple[str, date], tuple[Citation, ...]] = {}
        self._kinds = kinds
        self._prepare(load_detectors())
        self._wanted = Wanted(self._patterns, self._by_trigger)

    def __repr__(self) -> str:
        """Name the rule set."""
        return f"Reviewer({self.ruleset.version})"

    @property
    def patterns(self) -> PatternSet:
        """The compiled expressions."""
        return self._patterns

    def severity(self, rule: Rule) -> Severity | None:
        """Give how serious a rule is for this reviewer's profile; None when it does not apply."""
        return judge.severity_for(rule, self.profile)

    def review(self, document: Document, day: date, accepted: Mapping[str, Acceptance] | None = None) -> Review:
        """Read a document as of `day` (used where the document bears no date of its own).

        `accepted` maps fingerprints to acceptances, which stay visible but no longer count.
        """
        return next(self.review_all([document], day, accepted))

    def review_all(
        self, documents: Iterable[Document], day: date, accepted: Mapping[str, Acceptance] | None = None
    ) -> Iterator[Review]:
        """Read documents as `review` does, in order; they are scanned together, which is much quicker."""
        kept = list(documents)
        drafts = []
        for document, scanned in zip(kept, scan(kept, self.ruleset.vocabulary, self._patterns), strict=True):
            reading, on = self._reading(document, scanned), document.written or day
            drafts.append(_Draft(reading, on, self._findings(reading, on)))
        self._suggest(drafts)
        for draft in drafts:
            yield self._review(draft, accepted or {})

    def _review(self, draft: _Draft, accepted: Mapping[str, Acceptance]) -> Review:
        findings = tuple(
            replace(finding, suggestion=draft.better.get(number), suppressed=accepted.get(finding.fingerprint))
            for number, (finding, _) in enumerate(draft.found)
        )
        return Review(
            document=draft.reading.document,
            verdict=judge.verdict(findings),
            findings=findings,
            ruleset=self.ruleset.version,
            classifier=self.classifier.name if self.classifier else None,
            profile=self.profile.source,
        )

    def findings(self, document: Document, day: date) -> tuple[Finding, ...]:
        """Read a document without working out suggestions."""
        scanned = next(scan([document], self.ruleset.vocabulary, self._patterns))
        return tuple(f for f, _ in self._findings(self._reading(document, scanned), document.written or day))

    def _prepare(self, kinds: Mapping[str, Detector]) -> None:
        for rule in self.ruleset.rules:
            severity = judge.severity_for(rule, self.profile)
            if severity is None:
                continue
            for index, look in enumerate(rule.detect):
                if not judge.matches(self.profile, look.when.profile) or (self._kinds and look.kind not in self._kinds):
                    continue
                if look.kind == LEARNED and self.classifier is None:
                    continue
                lookout = _Lookout(rule, severity, look, f"{rule.id}/detect/{index}", kinds[look.kind])
                triggers = lookout.detector.triggers(look.params, lookout.key)
                for trigger in triggers or ("",):  # '' runs on every text
                    self._by_trigger.setdefault(trigger, []).append(lookout)

    def _reading(self, document: Document, scanned: Scanned) -> Reading:
        return Reading(
            document,
            scanned,
            self.ruleset,
            self.profile,
            roster=self.roster,
            classifier=self.classifier,
        )

    def _seen(self, reading: Reading) -> Iterator[_Seen]:
        """Run every look that may have something to say: words first, then the trained reader, who weighs them."""
        table = self._table(reading.document, answers=reading.answered is not None)
        keys = ("", *reading.matches.candidates(self._wanted))
        due = {id(lookout): lookout for key in keys for lookout in table.get(key, ())}.values()
        by_words = [seen for lookout in due if lookout.look.kind != LEARNED for seen in self._look(lookout, reading)]
        reading.closely = bool(by_words)
        yield from (seen for seen in by_words if not self._doubted(seen, reading))
        for lookout in due:
            if lookout.look.kind == LEARNED:
                yield from self._look(lookout, reading)

    def _look(self, lookout: _Lookout, reading: Reading) -> Iterator[_Seen]:
        """Give what one look sees and no condition or exception takes away."""
        if lookout.look.when.answers and not self._answers(lookout.look.when, reading):
            return
        for hit in lookout.detector.find(lookout.look.params, lookout.key, reading):
            score = self._score(lookout, hit, reading)
            if score is not None:
                yield _Seen(lookout, hit, score)

    @staticmethod
    def _doubted(seen: _Seen, reading: Reading) -> bool:
        """Say whether the trained reader sees nothing at all of this rule, neither in the text nor around the words.

        What words, patterns and names find is then let go. It has no say in what it cannot know: the roster, the
        profile's licences, rules it was not trained on, parts of a very long text that it did not read.
        """
        rule, span = seen.lookout.rule.id, seen.hit.span
        if reading.classifier is None or seen.lookout.look.kind not in _JUDGED:
            return False
        said = reading.learned.get(rule)
        if said is None or not said.whole or said.probability >= judge.DOUBT:
            return False
        return span is None or reading.learned_near(span)[rule].probability < judge.DOUBT

    def _table(self, document: Document, *, answers: bool) -> dict[str, list[_Lookout]]:
        """Give trigger → looks that apply in the document's place; '' for those that always run."""
        place = document.surface, document.account, answers
        known = self._tables.get(place)
        if known is None:
            known = self._tables[place] = {
                trigger: placed
                for trigger, lookouts in self._by_trigger.items()
                if (placed := [lookout for lookout in lookouts if self._placed(lookout, document, answers=answers)])
            }
        return known

    @staticmethod
    def _placed(lookout: _Lookout, document: Document, *, answers: bool) -> bool:
        """Say whether rule and look apply on this surface and account, to a text that answers something or nothing."""
        for allowed, here in (
            (lookout.rule.surfaces, document.surface),
            (lookout.look.when.surfaces, document.surface),
            (lookout.rule.accounts, document.account),
            (lookout.look.when.accounts, document.account),
        ):
            if allowed and here not in allowed:
                return False
        when = lookout.look.when
        return when.answers_something in (None, answers) and (answers or not when.answers)

    @staticmethod
    def _answers(when: Conditions, reading: Reading) -> bool:
        """Say whether the message answered is of the kind that a look asks for."""
        return any(reading.in_answered(f"lexicon/{name}") for name in when.answers)

    def _score(self, lookout: _Lookout, hit: Hit, reading: Reading) -> float | None:
        """Say how sure a hit is after its conditions and exceptions; None when they take it away."""
        if not self._company(lookout.look.when, hit.span, reading):
            return None
        score = lookout.look.sure if hit.score is None else hit.score
        for key, exemptions in ((lookout.key, lookout.look.unless), (lookout.rule.id, lookout.rule.unless)):
            for index, exemption in enumerate(exemptions):
                if not judge.matches(self.profile, exemption.profile):
                    continue
                if not scope.exempts(reading, exemption, f"{key}/unless/{index}", hit.span):
                    continue
                if exemption.sure is None:
                    return None
                score = min(score, exemption.sure)
        return score

    @staticmethod
    def _company(when: Conditions, span: Span | None, reading: Reading) -> bool:
        """Say whether the words that must (not) keep a hit company are there (not)."""
        where = span or (0, len(reading.text))
        for names, reach, wanted in (
            (when.with_words, Reach.EARLIER, True),
            (when.near_words, Reach.NEARBY, True),
            (when.without_words, Reach.EARLIER, False),
        ):
            if names and any(reading.near(f"lexicon/{n}", where, reach) for n in names) != wanted:
                return False
        return True

    def _findings(self, reading: Reading, day: date) -> list[tuple[Finding, Span | None]]:
        """Gather what was seen into one finding for each rule and sentence, in text order."""
        groups: dict[tuple[str, int], list[_Seen]] = {}
        for seen in self._seen(reading):
            span = _trimmed(seen.hit.span, reading.text)
            place = reading.sentence(span[0])[0] if span else -1
            groups.setdefault((seen.lookout.rule.id, place), []).append(seen)
        found = [self._finding(group, reading, day) for group in groups.values()]
        # The rule's name comes last, so that the order does not hang on what was read beside this text.
        severest = sorted(
            found, key=lambda f: (f[0].start if f[0].start is not None else 1 << 62, f[0].severity.rank, f[0].rule)
        )
        return self._fingerprinted(severest, reading)

    def _finding(self, group: list[_Seen], reading: Reading, day: date) -> tuple[Finding, Span | None]:
        best = min(group, key=lambda s: (-s.score, _width(s.hit.span), s.hit.span or (0, 0), s.lookout.key))
        rule, span = best.lookout.rule, _trimmed(best.hit.span, reading.text)
        start, end = reading.folded.original(*span) if span else (None, None)
        evidence = dict.fromkeys(
            Evidence(seen.lookout.look.kind, seen.hit.detail, round(seen.score, 3))
            for seen in sorted(group, key=lambda s: (-s.score, s.lookout.key, s.hit.span or (0, 0)))
        )
        finding = Finding(
            rule=rule.id,
            severity=best.lookout.severity,
            start=start,
            end=end,
            match=reading.document.text[start:end] if span else None,
            message=rule.message,
            why=rule.why,
            instead=rule.instead,
            cites=self._cites(rule, day),
            evidence=tuple(evidence)[:_DETAIL_LIMIT],
            confidence=round(best.score, 3),
            trial=rule.status is Status.TRIAL,
            telling=telling.traits(reading, span) if span and rule.id in telling.RULES else (),
        )
        return finding, span

    def _cites(self, rule: Rule, day: date) -> tuple[Citation, ...]:
        known = self._cited.get((rule.id, day))
        if known is None:
            known = self._cited[rule.id, day] = cite(rule.cites, self.ruleset.codes, self.profile, day)
        return known

    @staticmethod
    def _fingerprinted(found: list[tuple[Finding, Span | None]], reading: Reading) -> list[tuple[Finding, Span | None]]:
        """Name each finding by rule and sentence, so that it keeps its name while other sentences change."""
        counts: dict[str, int] = {}
        named: list[tuple[Finding, Span | None]] = []
        for finding, span in found:
            low, high = reading.sentence(span[0]) if span else (0, len(reading.text))
            words = _SPACE.sub(" ", reading.text[low:high]).strip()
            plain = f"{finding.rule}\0{words}"
            counts[plain] = counts.get(plain, 0) + 1
            name = blake2b(f"{plain}\0{counts[plain]}".encode("utf-8", "replace"), digest_size=8).hexdigest()
            named.append((replace(finding, fingerprint=name), span))
        return named

    def _suggest(self, drafts: Sequence[_Draft]) -> None:
        """Give each finding the first edit after which it is gone and nothing new has come.

        Every edit is read as a text of its own, those of all drafts together, one for each finding in a round.
        """
        open_ = [draft for draft in drafts if draft.found and len(draft.reading.text) <= _LONGEST_EDITED]
        waiting = [
            (draft, number, suggest.candidates(self.ruleset.rule(finding.rule).suggest, span, draft.reading))
            for draft in open_
            for number, (finding, span) in enumerate(draft.found)
        ]
        while waiting:
            tried = [(draft, number, more, made) for draft, number, more in waiting if (made := next(more, None))]
            self._read_edits([(draft, made.text) for draft, _, _, made in tried])
            waiting = []
            for draft, number, more, made in tried:
                after = draft.edited.get(made.text)
                if after is None:  # as many edits as we read have been read
                    continue
                if draft.found[number][0].fingerprint in after or after - draft.known:
                    waiting.append((draft, number, more))
                else:
                    draft.better[number] = made

    def _read_edits(self, wanted: Iterable[tuple[_Draft, str]]) -> None:
        """Note what is found in edited texts that have not been read yet, as far as each draft has room for more."""
        fresh: list[tuple[_Draft, str]] = []
        for draft, text in wanted:
            if text not in draft.edited and len(draft.edited) < _MOST_EDITS:
                draft.edited[text] = set()
                fresh.append((draft, text))
        edits = [replace(draft.reading.document, text=text) for draft, text in fresh]
        scans = scan(edits, self.ruleset.vocabulary, self._patterns)
        for (draft, text), edit, scanned in zip(fresh, edits, scans, strict=True):
            found = self._findings(self._reading(edit, scanned), draft.on)
            draft.edited[text] = {finding.fingerprint for finding, _ in found}


def _trimmed(span: Span | None, text: str) -> Span | None:
    """Take white space and the end of the sentence before off a span."""
    if span is None:
        return None
    inside = text[span[0] : span[1]]
    start = span[0] + len(inside) - len(inside.lstrip(_EDGES))
    end = span[1] - (len(inside) - len(inside.rstrip(_EDGES)))
    return (start, end) if start < end else span


def _width(span: Span | None) -> int:
    return span[1] - span[0] if span else 0

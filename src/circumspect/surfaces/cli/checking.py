"""`circumspect check`: the main job. Open it to change its options."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from circumspect import __version__
from circumspect.domain.document import Account, Surface
from circumspect.domain.picture import PictureReview, kind_of
from circumspect.domain.rule import Severity
from circumspect.domain.verdict import Checked
from circumspect.readers._kit import Place
from circumspect.services import container, review
from circumspect.services.known_names import known_names
from circumspect.services.locking import replace_file
from circumspect.services.picture_files import is_picture, pictures_below
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import acting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circumspect.renderers._kit import About
    from circumspect.services import pictures

Format = StrEnum("Format", {name.upper(): name for name in container.format_names()})  # type: ignore[misc]
_TEXT = Format("text")
_ALWAYS_REDACTED = ("github",)


class _Tally:
    """Counts what came, while results pass by on their way out."""

    def __init__(self, fail_on: Severity, accepted: set[str]) -> None:
        self.fail_on = fail_on
        self.accepted = accepted
        self.used: set[str] = set()
        self.failing = self.unread = self.read = self.faults = 0

    def count(self, results: Iterable[Checked]) -> Iterator[Checked]:
        """Pass results on, counted."""
        for checked in results:
            if checked.review is None:
                self.unread += 1
                self.faults += checked.fault
            else:
                self.read += 1
                for finding in checked.review.findings:
                    if finding.fingerprint in self.accepted:
                        self.used.add(finding.fingerprint)
                    if finding.suppressed is None and finding.severity.rank <= self.fail_on.rank:
                        self.failing += 1
                if isinstance(checked.review, PictureReview) and checked.review.unseen:
                    self.failing += 1  # what nobody looked at may hold anything
            yield checked

    @property
    def exit_code(self) -> int:
        """3 for a fault of ours, 2 when an input could not be read or there was none, 1 for something at --fail-on."""
        if self.faults:
            return _kit.EXIT_INTERNAL
        if self.unread or not self.read:
            return _kit.EXIT_USAGE
        return _kit.EXIT_FINDINGS if self.failing else _kit.EXIT_CLEAR


def check(  # noqa: PLR0913 - each is an option of the command
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…|-]", help="Files or folders (.txt, .md, .html, pictures), or - for standard input."
        ),
    ] = None,
    *,
    surface: Annotated[Surface, typer.Option(help="Where the text goes.")] = Surface.POST,
    account: Annotated[Account, typer.Option(help="Whose account it goes out on.")] = Account.BUSINESS,
    in_reply_to: Annotated[str | None, typer.Option(help="The message that the text answers.")] = None,
    profile: _kit.ProfileOption = None,
    rules_only: _kit.RulesOnlyOption = False,
    date: _kit.DateOption = None,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help='Read JSON lines: {"id", "text", "surface", "account", "in_reply_to"}.'),
    ] = False,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How to answer.")] = _TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the answer to this file.")] = None,
    fail_on: Annotated[Severity, typer.Option(help="From which severity on the exit code is 1.")] = Severity.BLOCK,
    redact: Annotated[
        bool,
        typer.Option("--redact", help="Show places and lengths, never the words (always so for github)."),
    ] = False,
    ask_roster: Annotated[
        bool,
        typer.Option("--ask-roster", help="Ask for the vault's passphrase, to compare names with your client list."),
    ] = False,
    strip: Annotated[
        bool,
        typer.Option("--strip", help="Write a copy of each picture without place, time and device: NAME.clean.jpg."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Leave texts without findings out.")] = False,
) -> None:
    """Read texts and pictures before they are published.

    \b
    circumspect check post.txt
    circumspect check november/ --format html --output review.html
    echo "Booked out until May!" | circumspect check - --surface caption
    circumspect check reply.txt --surface review-response --in-reply-to "Worst therapist ever"
    circumspect check --jsonl texts.jsonl --format jsonl
    circumspect check photo.jpg --strip

    A .txt or .md file may begin with front matter that says where it goes:

    \b
    ---
    surface: caption
    account: business
    ---

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 an input or setting could not be read, 3 internal error.
    """  # noqa: D301 - click leaves a paragraph that begins with \b as it is
    given = _inputs(paths)
    to_strip = _to_strip(given, jsonl=jsonl) if strip else []
    day = _kit.day_from(date)
    desk = container.open_desk(profile, near=given[0], rules_only=rules_only)
    known = known_names(_kit.ask_passphrase if ask_roster else None)
    desk.roster = known.roster
    if known.note:
        _kit.complain(known.note)
    reading = review.Reading(
        desk.reviewer,
        day,
        accepted=desk.ledger.in_force(max(day, _kit.today())),
        baseline=desk.baseline.read(),
        place=Place(surface, account, in_reply_to),
    )
    tally = _Tally(fail_on, {entry.acceptance.fingerprint for entry in desk.ledger.entries()})
    results = tally.count(_batch(given, reading) if jsonl else _texts(given, reading))
    if redact or format_.value in _ALWAYS_REDACTED:
        results = map(review.redacted, results)
    pieces = container.renderer(format_.value).render(results, _about(desk, output, quiet=quiet))
    if output is None:
        for piece in pieces:
            _kit.say(piece)
            if jsonl:  # whoever sends lines may wait for the answer to each
                sys.stdout.flush()
        sys.stdout.flush()
    else:
        answer = "".join(pieces).encode("utf-8", "replace")
        with acting(f"{output} was written.", f"{output} is as it was, or holds the whole answer."):
            replace_file(output, answer)
    tally.unread += _strip(to_strip)
    _report_ledger(desk, tally)
    raise typer.Exit(tally.exit_code)


def _inputs(paths: list[Path] | None) -> list[Path]:
    """Give what to read; standard input when nothing is named and something is piped in."""
    if paths:
        return paths
    if sys.stdin.isatty():
        raise _kit.UsageError("name a file or folder to read, or - for standard input (see --help)")
    return [Path("-")]


def _texts(paths: list[Path], reading: review.Reading) -> Iterator[Checked]:
    """Read files, folders and standard input, in the order given."""
    looking = _Looking(reading)
    for path in paths:
        if str(path) == "-":
            raw = sys.stdin.buffer.read()
            yield looking.at_content(raw) if kind_of(raw) else review.check_text(raw, "-", reading)
            continue
        for found in _below(path):
            yield looking.at(found) if is_picture(found) else review.check_file(found, str(found), reading)


class _Looking:
    """Reads the pictures of a run. What looks at them is loaded with the first one, and only then."""

    def __init__(self, reading: review.Reading) -> None:
        self._reading = reading

    @cached_property
    def _eyes(self) -> pictures.Eyes:
        from circumspect.services import pictures  # noqa: PLC0415 - whoever has no pictures does not wait for it

        return pictures.Eyes()

    def at(self, path: Path) -> Checked:
        """Read a picture's file."""
        from circumspect.services import pictures  # noqa: PLC0415 - as above

        return pictures.check_picture(path, str(path), self._reading, self._eyes)

    def at_content(self, raw: bytes) -> Checked:
        """Read a picture that was piped in."""
        from circumspect.services import pictures  # noqa: PLC0415 - as above

        return pictures.check_content(raw, "-", self._reading, self._eyes)


def _below(path: Path) -> list[Path]:
    """Give the texts and pictures of a folder, in order; what is no folder as it is."""
    return sorted({*review.files_below(path), *pictures_below(path)}) if path.is_dir() else [path]


def _to_strip(given: list[Path], *, jsonl: bool) -> list[Path]:
    """Give the pictures to make clean copies of, clean copies left out. Raises UsageError where there is none."""
    found = [] if jsonl else [path for one in given if str(one) != "-" for path in _below(one)]
    found = [path for path in found if is_picture(path) and not path.stem.endswith(".clean")]
    if not found:
        raise _kit.UsageError("--strip writes clean copies of pictures, and none was named")
    return found


def _strip(to_strip: list[Path]) -> int:
    """Write clean copies; give how many could not be written, each of which is told."""
    if not to_strip:
        return 0
    from circumspect.services import pictures  # noqa: PLC0415 - as above

    failed = 0
    for path in to_strip:
        try:
            with acting("Copies that were written stay.", "Look which copies were written: they are whole."):
                made = pictures.strip(path)
        except pictures.PictureError as error:
            failed += 1
            _kit.complain(f"{path} {error}")
            continue
        only = "; only its first frame" if made.first_frame else ""
        _kit.complain(f"{made.path} was written, with nothing stored in it{only}. Words and faces in it are as before")
    return failed


def _batch(paths: list[Path], reading: review.Reading) -> Iterator[Checked]:
    """Read JSON lines from files or standard input."""
    for path in paths:
        if str(path) == "-":
            yield from review.check_batch(review.arrivals(sys.stdin.buffer), reading)
            continue
        try:
            file = path.open("rb")
        except OSError as error:
            yield Checked(str(path), error=f"cannot be read ({error.strerror})")
            continue
        with file:
            yield from review.check_batch(review.arrivals(file), reading)


def _about(desk: container.Desk, output: Path | None, *, quiet: bool) -> About:
    from circumspect.renderers._kit import About  # noqa: PLC0415 - beside its only use

    return About(
        version=__version__,
        ruleset=desk.ruleset.version,
        profile=desk.profile.source,
        classifier=desk.classifier.name if desk.classifier else None,
        rules=desk.ruleset.rules,
        severities={r.id: s.value for r in desk.ruleset.rules if (s := desk.reviewer.severity(r)) is not None},
        width=100 if output else _kit.width(),
        colour=output is None and _kit.colour_for(sys.stdout),
        quiet=quiet,
    )


def _report_ledger(desk: container.Desk, tally: _Tally) -> None:
    """Say which acceptances have run out, were not needed, or name no rule."""
    standing = desk.ledger.standing(_kit.today(), tally.used, (r.id for r in desk.ruleset.rules))
    for entry in standing.expired:
        name = entry.acceptance.fingerprint
        _kit.complain(f"the acceptance {name} ({entry.rule}) ended on {entry.acceptance.until}; it no longer counts")
    for entry in standing.unknown:
        _kit.complain(f"the acceptance {entry.acceptance.fingerprint} names {entry.rule}, a rule there is not")
    unknown = {e.acceptance.fingerprint for e in standing.unknown}
    unused = [e.acceptance.fingerprint for e in standing.unused if e.acceptance.fingerprint not in unknown]
    if unused:
        _kit.complain(f"acceptances that matched nothing in what was read now: {', '.join(unused)}")

"""`circumspect eval` and `circumspect doctor`: how well we read, and whether all is in place."""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import asdict
from importlib import metadata
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from circumspect import __version__
from circumspect.core.review import Reviewer
from circumspect.domain.document import Document
from circumspect.rulebook import cache
from circumspect.rulebook.profile import ProfileError
from circumspect.services import container
from circumspect.services.evaluate import (
    CorpusError,
    Labelled,
    Mistake,
    Reads,
    Report,
    RuleScore,
    mistakes,
    read_corpus,
)
from circumspect.services.evaluate import evaluate as measure
from circumspect.services.locking import replace_file
from circumspect.services.peers import PEERS, PeerMissingError
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import acting
from circumspect.surfaces.cli.rules import console

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

_LIBRARIES = (
    "hyperscan",
    "google-re2",
    "pydantic",
    "rich",
    "typer",
    "PyYAML",
    "markdown-it-py",
    "platformdirs",
    "onnxruntime",
    "tokenizers",
)


def evaluate(  # noqa: PLR0913 - each is an option of the command
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS.jsonl", help="Labelled texts, a JSON object a line.")],
    *,
    rule: Annotated[list[str] | None, typer.Option(help="Only these rules.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    compare: Annotated[bool, typer.Option("--compare", help="Measure other readers beside ours.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed or said wrongly, by text id.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Also write the JSON here.")] = None,
    profile: _kit.ProfileOption = None,
    rules_only: _kit.RulesOnlyOption = False,
    date: _kit.DateOption = None,
) -> None:
    """Measure on labelled texts: precision, recall, F1 and span overlap by rule, holds, false holds, false alarms.

    A hold is a text that breaks a block rule. A false hold is a hold without one. A false alarm is any finding on a
    text with no label. Texts are never shown.
    """
    from rich.progress import Progress  # noqa: PLC0415 - `check` does not need it

    desk = container.open_desk(profile, rules_only=rules_only)
    try:
        texts = read_corpus(corpus)
    except CorpusError as error:
        raise _kit.UsageError(str(error)) from None
    with Progress(transient=True, disable=not sys.stderr.isatty()) as bar:
        shown = bar.add_task("Reading", total=len(texts))
        report, said = measure(
            desk.reviewer,
            texts,
            _kit.day_from(date),
            only=frozenset(rule or ()),
            progress=lambda: bar.advance(shown),
        )
    wrong = mistakes(said) if errors else []
    others = _others(desk, texts, _kit.day_from(date), frozenset(rule or ())) if compare else {}
    plain = {"corpus": corpus.name, "ruleset": desk.ruleset.version, **report.plain()}
    if errors:
        plain["errors"] = [asdict(mistake) for mistake in wrong]
    if compare:
        plain["compared"] = {name: other if isinstance(other, str) else other.plain() for name, other in others.items()}
    if output is not None:
        with acting(f"{output} was written.", f"{output} is as it was, or holds the whole answer."):
            replace_file(output, (json.dumps(plain, indent=2) + "\n").encode())
    if as_json:
        typer.echo(json.dumps(plain, indent=2))
        return
    _show_report(report, desk.ruleset.version)
    if compare:
        _show_compared({"as check reads": report} | others)
    if errors:
        _show_mistakes(wrong)


def _show_report(report: Report, version: str) -> None:
    """Show figures rule by rule, and those of the whole."""
    table = Table(box=None, pad_edge=False)
    for heading in ("rule", "texts", "precision", "recall", "F1", "span overlap"):
        table.add_column(heading, justify="left" if heading == "rule" else "right")
    for name, score in sorted(report.rules.items()):
        table.add_row(name, *_cells(score))
    out = console()
    out.print(table)
    out.print()
    for label, value, part, whole in (
        ("hold recall", report.hold_recall, report.holds_found, report.holds),
        ("false-hold rate", report.false_hold_rate, report.false_holds, report.not_holds),
        ("false alarms on clean", report.false_alarm_rate, report.false_alarms, report.clean),
    ):
        out.print(f"{label:<22} {_figure(value)}  ({part} of {whole})")
    over = _kit.count(report.texts, "text")
    out.print(f"{'macro-F1':<22} {_figure(report.macro_f1)}  over {over}, rules {version}")


def _others(
    desk: container.Desk, texts: Sequence[Labelled], day: dt.date, only: frozenset[str]
) -> dict[str, Report | str]:
    """Measure our readers one by one, and their peers; a peer that cannot run here gives the reason instead."""
    rules, patterns = desk.ruleset, desk.reviewer.patterns
    readers: dict[str, Callable[[], Reads]] = {
        "rules alone": lambda: Reviewer(rules, desk.profile, patterns=patterns),
    }
    if desk.classifier:
        readers["trained reader alone"] = lambda: Reviewer(
            rules, desk.profile, classifier=desk.classifier, patterns=patterns, kinds=frozenset({"learned"})
        )
    for name, make in PEERS.items():
        readers[name] = lambda make=make: make(rules)  # type: ignore[misc]
    found: dict[str, Report | str] = {}
    for name, make_reader in readers.items():
        try:
            found[name] = measure(make_reader(), texts, day, only=only)[0]
        except PeerMissingError as error:
            found[name] = str(error)
    return found


def _show_compared(reports: Mapping[str, Report | str]) -> None:
    """Show readers side by side."""
    table = Table(box=None, pad_edge=False)
    for heading in ("reader", "hold recall", "false holds", "false alarms", "macro-F1", "client-identifier F1"):
        table.add_column(heading, justify="left" if heading == "reader" else "right")
    out = console()
    out.print()
    for name, report in reports.items():
        if isinstance(report, str):
            table.add_row(name, "not measured")
            continue
        names = report.rules.get("client-identifier")
        figures = (report.hold_recall, report.false_hold_rate, report.false_alarm_rate, report.macro_f1)
        table.add_row(name, *map(_figure, figures), _figure(names.f1 if names else None))
    out.print(table)
    for name, report in reports.items():
        if isinstance(report, str):
            out.print(f"{name}: {report}")


def _show_mistakes(wrong: Sequence[Mistake]) -> None:
    """List mistakes without words: rule, text, and who saw what is not there."""
    out = console()
    out.print()
    out.print("Nothing missed, nothing said wrongly." if not wrong else "What was missed, and what was said wrongly:")
    table = Table(box=None, pad_edge=False)
    for heading in ("rule", "what", "text", "line", "seen by"):
        table.add_column(heading, justify="right" if heading == "line" else "left")
    for mistake in wrong:
        what = "missed" if mistake.missed else "wrong"
        table.add_row(mistake.rule, what, mistake.id or "-", str(mistake.line), ", ".join(mistake.seen_by))
    if wrong:
        out.print(table)


def _cells(score: RuleScore) -> list[str]:
    return [
        str(score.hits + score.missed),
        *(_figure(v) for v in (score.precision, score.recall, score.f1, score.overlap)),
    ]


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def doctor(profile: _kit.ProfileOption = None) -> None:
    """Check that everything is in place: versions, profile, rules, engine, a test reading."""
    typer.echo(
        f"circumspect {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    for name in _LIBRARIES:
        try:
            typer.echo(f"  {name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            typer.echo(f"  {name} is missing")
    try:
        desk = container.open_desk(profile)
    except ProfileError as error:
        typer.echo(f"profile: cannot be read: {error}")
        raise typer.Exit(_kit.EXIT_USAGE) from None
    typer.echo(
        f"profile: {desk.home.profile or 'none, so the default: a US clinical social worker, strictest reading'}"
    )
    typer.echo(f"rules: {len(desk.ruleset.rules)} in version {desk.ruleset.version}")
    typer.echo(f"kept between runs in: {cache.folder()}")
    typer.echo(f"pattern engine: {desk.reviewer.patterns.engine}")
    typer.echo(f"trained reader: {desk.classifier.name if desk.classifier else 'none'}")
    accepted = desk.ledger.entries()
    typer.echo(f"acceptances: {len(accepted)}; set aside: {len(desk.baseline.read())}")
    held = desk.reviewer.review(Document("My client Jake told me today that he left his wife."), _kit.today())
    clear = desk.reviewer.review(Document("Our office is closed on Monday."), _kit.today())
    well = held.verdict.value == "hold" and clear.verdict.value == "clear"
    typer.echo(f"test reading: {'well' if well else 'NOT as expected; install again'}")
    raise typer.Exit(_kit.EXIT_CLEAR if well else _kit.EXIT_INTERNAL)

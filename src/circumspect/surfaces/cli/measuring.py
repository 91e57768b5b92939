"""`circumspect eval` and `circumspect doctor`: how well we read, and whether all is in place."""

from __future__ import annotations

import json
import platform
import sys
from importlib import metadata
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import Annotated

import typer
from rich.table import Table

from circumspect import __version__
from circumspect.domain.document import Document
from circumspect.rulebook import cache
from circumspect.rulebook.profile import ProfileError
from circumspect.services import container
from circumspect.services.evaluate import CorpusError, RuleScore, read_corpus
from circumspect.services.evaluate import evaluate as measure
from circumspect.services.locking import replace_file
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli.rules import console

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
        report, _ = measure(
            desk.reviewer,
            texts,
            _kit.day_from(date),
            only=frozenset(rule or ()),
            progress=lambda: bar.advance(shown),
        )
    plain = {"corpus": corpus.name, "ruleset": desk.ruleset.version, **report.plain()}
    if output is not None:
        replace_file(output, (json.dumps(plain, indent=2) + "\n").encode())
    if as_json:
        typer.echo(json.dumps(plain, indent=2))
        return
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
    out.print(f"{'macro-F1':<22} {_figure(report.macro_f1)}  over {report.texts} texts, rules {desk.ruleset.version}")


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

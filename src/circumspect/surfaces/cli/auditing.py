"""`circumspect audit`: what is already out there, read against the duties, and the list to work through."""

from __future__ import annotations

import csv
import io
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from circumspect.core.linkage import Linker, Mentions
from circumspect.domain.activity import Kind
from circumspect.domain.document import Account
from circumspect.domain.worklist import Action, Status, Wanted
from circumspect.readers._kit import ReadError
from circumspect.renderers._kit import tame
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names
from circumspect.services import archives, audit_report, container, decisions, plain
from circumspect.services import audit as audits
from circumspect.services import screen as screens
from circumspect.services.locking import write_new
from circumspect.services.vault import open_vault
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import acting, say
from circumspect.surfaces.cli._unnamed import Unnamed, group
from circumspect.surfaces.cli.vaulting import VaultOption, ask_passphrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    from circumspect.domain.activity import Count, Coverage, Recognition
    from circumspect.domain.audit import AuditReport
    from circumspect.domain.worklist import Item
    from circumspect.services.vault import Vault

_LIKELY = 0.5  # below this confidence an export is taken for none
_EXCERPT = 160
_REPORT_FORMS = {".html": "in a browser", ".pdf": "in any program that shows PDF"}
_ORDER = ("block", "revise", "advise")
_KINDS = {
    "written": ("text of yours", "texts of yours"),
    "message": ("direct message",),
    "connection": ("connection",),
    "affiliation": ("group, page or place", "groups, pages and places"),
    "received": ("review or recommendation", "reviews and recommendations"),
    "fact": ("personal fact",),
    "media": ("picture",),
}


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Which(StrEnum):
    """Which entries of the work list are shown."""

    OPEN = "open"
    RESOLVED = "resolved"
    ACCEPTED = "accepted"
    GONE = "gone"
    ALL = "all"


app = typer.Typer(
    cls=group("read", ("list", "show", "resolve", "reopen", "export", "report")),
    help="Read what a platform's export says about you, and work through what is found.",
)

NumberArgument = Annotated[int, typer.Argument(metavar="NUMBER", help="The entry's number, as `audit list` shows it.")]
ByOption = Annotated[str | None, typer.Option("--by", help="Who decides. Default: the name in your profile.")]
NoteOption = Annotated[str, typer.Option("--note", help="A note for the record, without anybody's name.")]
WhichOption = Annotated[Which, typer.Option("--status", help="Which entries.")]


@app.command("read", cls=Unnamed)
def audit(  # noqa: PLR0913 - each is an option of the command
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="The export as the platform gave it: a zip, several zips of one export, a folder or a single file.",
        ),
    ],
    *,
    label: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Which account it is, where you have two on one platform.")
    ] = "",
    account: Annotated[Account, typer.Option(help="Whose account it is.")] = Account.BUSINESS,
    platform: Annotated[
        str, typer.Option(help="Take it for this platform's export: facebook, instagram, x, … Default: found out.")
    ] = "",
    messages: Annotated[bool, typer.Option("--messages", help="Read direct messages as well.")] = False,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Review again what is on file unchanged, as after changes of your roster.")
    ] = False,
    pictures: Annotated[
        bool, typer.Option("--pictures/--no-pictures", help="Look at pictures: about a second each.")
    ] = True,
    rules_only: _kit.RulesOnlyOption = False,
    form: Annotated[Format, typer.Option("--format", help="text or json.")] = Format.TEXT,
    vault: VaultOption = None,
    profile: _kit.ProfileOption = None,
) -> None:
    """Read the export of an account: posts, comments, bios, replies to reviews, connections, groups and pages.

    What is found goes on a work list in your vault (circumspect vault create makes one). Nothing is unpacked, nothing
    leaves this computer, nobody is looked up. A run that is cut off goes on where it stopped; a newer export adds what
    is new and closes what is gone. Then: circumspect audit list, show, resolve, reopen, export, report; each has a
    --help of its own. Exit codes: 0 nothing open that would block, 1 something, 2 it could not be read.
    """
    desk = container.open_desk(profile, rules_only=rules_only)
    with archives.opened(files) as source:
        reader, recognition = _recognised(source, platform)
        with open_vault(vault, ask_passphrase) as opened:
            clients = screens.clients_in(opened)
            if clients:
                desk.roster = Mentions(Linker(clients, load_names(SHIPPED)))
            say("What was read so far is kept; run the same command again to go on.")
            wish = audits.Wish(label.strip(), account, messages, afresh, pictures)
            done = _read(audits.Audit(desk, opened, _kit.now), source, reader, recognition, wish)
            say("All of it was read and kept.")
    if form is Format.JSON:
        _kit.say(json.dumps(_summary(done), ensure_ascii=False, indent=2) + "\n")
    else:
        _tell(done, reader.TITLE)
    raise typer.Exit(_kit.EXIT_FINDINGS if done.open["block"] else _kit.EXIT_CLEAR)


def _recognised(source: Any, platform: str) -> tuple[ModuleType, Recognition]:  # noqa: ANN401 - an open source
    """Give the reader for an export. Raises ReadError, with what to do."""
    found = archives.recognise(source)
    if platform and platform.strip().lower() not in archives.titles():
        raise _kit.UsageError(f"--platform is one of: {', '.join(sorted(archives.titles()))}")
    if platform:
        found = [(module, one) for module, one in found if platform.strip().lower() == module.PLATFORM]
    if not found or (found[0][1].confidence < _LIKELY and not platform):
        raise ReadError(archives.unrecognised(source))
    module, recognition = found[0]
    others = [reader.TITLE for reader, one in found[1:] if one.confidence >= _LIKELY]
    if others:
        _kit.complain(
            f"this is read as an export of {module.TITLE}. It also holds one of {' and '.join(others)}; "
            "give that by itself"
        )
    if recognition.refused:
        raise ReadError(recognition.refused)
    return module, recognition


def _read(
    audit_: audits.Audit,
    source: Any,  # noqa: ANN401 - an open source
    reader: ModuleType,
    recognition: Recognition,
    wish: audits.Wish,
) -> audits.Audited:
    """Read with a bar of what is done, at a terminal."""
    quiet = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=quiet, transient=True, disable=not quiet.is_terminal) as bar:
        stage, task = audits.READING, bar.add_task(f"Reading {reader.TITLE} …", total=1.0)

        def show(step: audits.Step) -> None:
            nonlocal stage, task
            if step.stage != stage:  # another kind of work: how long it takes is told anew
                bar.remove_task(task)
                stage, task = step.stage, bar.add_task("", total=1.0)
            bar.update(task, completed=step.share, description=_STAGES[step.stage](reader.TITLE, step.number))

        return audit_.read(source, reader, recognition, wish, show)


_STAGES: dict[str, Callable[[str, int], str]] = {
    audits.READING: lambda title, number: f"Reading {title}: {_kit.count(number, 'entry', 'entries')}",
    audits.SCREENING: lambda _title, _number: "Comparing connections with your roster",
    audits.LOOKING: lambda _title, number: f"Looking at pictures: {number:,}",
}


def _tell(done: audits.Audited, title: str) -> None:
    """Say what was read, what was not, and what was found."""
    out, recognition = typer.echo, done.recognition
    out(f"{title} export, layout {recognition.layout} ({recognition.confidence:.0%} sure).")
    if done.resumed:
        out(f"Went on after {_kit.count(done.resumed, 'entry', 'entries')} that an earlier run had kept.")
    kinds = ", ".join(_kit.count(done.kinds[kind], *words) for kind, words in _KINDS.items() if done.kinds[kind])
    out(f"Read: {kinds or 'nothing'}. New {done.new:,}, changed {done.changed:,}, as before {done.same:,}.")
    if done.gone:
        out(f"{_kit.count(done.gone, 'entry', 'entries')} of the work list closed: what they were about is gone.")
    _tell_coverage(done.coverage)
    _tell_pictures(done)
    if done.unscreened:
        out(f"Connections were not compared with your roster: {done.unscreened}")
    if done.undecidable:
        out(
            f"{_kit.count(done.undecidable, 'connection')} cannot be decided from this file: the platform gives "
            "numbers without names. That is not “no clients found”."
        )
    if done.matched:
        out(f"{_kit.count(done.matched, 'connection')} may be of clients or their households.")
    if done.unclosed:
        out(
            f"This copy has little of what is on file ({', '.join(done.unclosed)}): an older copy, or a part of one? "
            "Nothing of that was closed."
        )
    open_ = ", ".join(f"{done.open[severity]:,} {severity}" for severity in _ORDER if done.open[severity])
    out(f"Open for this account: {open_}. See them with: circumspect audit list" if open_ else "Nothing is open here.")


def _tell_coverage(coverage: Coverage) -> None:
    """Say what could not be read, was not looked at or is not there."""
    for count in coverage.counts:
        if told := _short_of(count):
            typer.echo(f"  {tame(count.member)}: {told}")
    if coverage.missing:
        typer.echo(f"Not in this export: {', '.join(coverage.missing)}.")
    if coverage.unknown:
        number, first = len(coverage.unknown), tame(coverage.unknown[0])
        typer.echo(f"{_kit.count(number, 'file')} that we do not know, for example {first}.")
    for line in coverage.left[:5]:
        typer.echo(f"  Not opened: {tame(line)}")


def _short_of(count: Count) -> str:
    """Say what a file lacks; "" where all of it was read."""
    said = []
    if count.unreadable:
        said.append(f"{_kit.count(count.unreadable, 'row')} of {count.expected:,} could not be read")
    if count.short:
        said.append(f"the export promises {count.promised:,} and holds {count.expected:,}")
    return "; ".join([*said, *filter(None, [count.broken])])


def _tell_pictures(done: audits.Audited) -> None:
    """Say how many pictures were looked at, and what nobody looked at."""
    out, read = typer.echo, done.pictures.read
    if read:
        out(f"Looked at {_kit.count(read, 'picture')}.")
    if left := done.coverage.media - read:
        out(f"{_kit.count(left, 'picture or film was', 'pictures and films were')} not looked at.")
    for words, number in done.unseen.most_common(3):
        out(f"  In {_kit.count(number, 'picture')}: {words}")


def _summary(done: audits.Audited) -> dict[str, Any]:
    coverage = done.coverage
    return {
        "platform": done.recognition.platform,
        "layout": done.recognition.layout,
        "confidence": done.recognition.confidence,
        "label": done.archive.label,
        "resumed": done.resumed,
        "kinds": dict(done.kinds),
        "new": done.new,
        "changed": done.changed,
        "same": done.same,
        "gone": done.gone,
        "found": dict(done.found),
        "open": dict(done.open),
        "unclosed": done.unclosed,
        "matched": done.matched,
        "undecidable": done.undecidable,
        "unscreened": done.unscreened,
        "files": [
            {
                "member": one.member,
                "part": one.part,
                "expected": one.expected,
                "read": one.read,
                "aside": one.aside,
                "unreadable": one.unreadable,
                "given": one.given,
                "broken": one.broken,
                "promised": one.promised,
            }
            for one in coverage.counts
        ],
        "unknown": coverage.unknown,
        "missing": coverage.missing,
        "not_opened": coverage.left,
        "media": coverage.media,
        "pictures": done.pictures.read,
        "unseen": dict(done.unseen),
    }


@app.command("list")
def list_(
    *,
    which: WhichOption = Which.OPEN,
    rule: Annotated[str, typer.Option(help="Only entries of this rule.")] = "",
    platform: Annotated[str, typer.Option(help="Only entries of this platform.")] = "",
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    vault: VaultOption = None,
) -> None:
    """Show the work list, the most serious first."""
    wanted = _wanted(which, rule, platform)
    with open_vault(vault, ask_passphrase) as opened:
        if form is not Format.TEXT:
            for piece in _written(audits.entries(opened, wanted), form):
                _kit.say(piece)
            return
        lines = audits.lines(opened, wanted)
    if not lines:
        typer.echo(
            "Nothing here. Read an export with: circumspect audit FILE" if which is Which.OPEN else "Nothing here."
        )
        return
    for one in lines:
        when = one.when.date().isoformat() if one.when else "no date"
        typer.echo(f"{one.number:>5}  {one.severity:<7} {when}  {one.platform:<15} {one.title}")
    typer.echo(f"\n{_kit.count(len(lines), 'entry', 'entries')}. One of them: circumspect audit show NUMBER")


@app.command("show")
def show(number: NumberArgument, *, vault: VaultOption = None) -> None:
    """Show one entry: the words, who says so, why, and what can be done."""
    with open_vault(vault, ask_passphrase) as opened:
        item = _item(opened, number)
    activity, found = item.activity, item.found
    when = activity.when.date().isoformat() if activity.when else "no date in the export"
    out = typer.echo
    out(f"{item.number}  {found.severity}  {found.title}  ({item.status.value})")
    out(f"On {activity.platform}, {activity.surface.value if activity.surface else activity.sort}, {when}")
    if activity.link:
        out(f"There: {tame(activity.link)}")
    if activity.who is not None and activity.who.named:
        handle = f"@{activity.who.handle}" if activity.who.handle else ""
        out(f"Account: {tame(activity.who.display)} {tame(handle)}".rstrip())
    if activity.text:
        out(f"\n    {_excerpt(item)}\n")
    if activity.kind is Kind.MEDIA:
        _tell_picture(item)
    _tell_finding(item)
    if item.status is Status.OPEN:
        out(f"Then: circumspect audit resolve {item.number} --action {found.actions[0].name.lower()} --by 'Your name'")
    if item.note or item.who:
        out(f"Note: {item.note or 'none'} ({item.who or 'nobody named'})")


def _tell_picture(item: Item) -> None:
    """Say which picture an entry is about, and which stretches of it."""
    typer.echo(f"In the picture {tame(item.activity.member)} of the export")
    for box in item.found.boxes[:5]:
        typer.echo(f"  from {box.x}, {box.y} (pixels from the upper left): {box.w} wide, {box.h} high")


def _tell_finding(item: Item) -> None:
    """Say what was found, who asks for care, and what can be done."""
    out, found = typer.echo, item.found
    out(found.message)
    out(f"Why: {found.why}")
    out(f"Instead: {found.instead}")
    if found.now:
        out(f"Asked today by: {'; '.join(found.now[:4])}")
    if found.then and found.then != found.now:
        out(f"Asked on its day by: {'; '.join(found.then[:4])}")
    elif item.activity.when is not None and not found.then:
        out("On its day no section on our record asked this.")
    for name, value in found.facts.items():
        if value:
            out(f"{name.capitalize()}: {value}")
    out(f"You can: {', '.join(action.value for action in found.actions)}.")


@app.command("resolve")
def resolve(
    number: NumberArgument,
    *,
    action: Annotated[
        str, typer.Option("--action", help="What was done: delete, edit, hide, narrow, leave, raise, nothing.")
    ],
    by: ByOption = None,
    note: NoteOption = "",
    vault: VaultOption = None,
    profile: _kit.ProfileOption = None,
) -> None:
    """Say what was done about an entry. It is sealed in the decision log."""
    try:
        chosen = Action[action.strip().upper()]
    except KeyError:
        names = ", ".join(one.name.lower() for one in Action)
        raise _kit.UsageError(f"--action is one of: {names}") from None
    desk = container.open_desk(profile)
    with open_vault(vault, ask_passphrase) as opened:
        item, clients = _item(opened, number), screens.clients_in(opened)
        word = audits.Word(by or desk.profile.name, _kit.now(), note)
        with acting("It was recorded.", "Whether it was recorded says: circumspect log show"):
            _settle(lambda: audits.resolve(opened, item, chosen, word, clients))
    typer.echo(f"Entry {number} is resolved: {chosen.value}. It stands in the decision log.")


@app.command("reopen")
def reopen(
    number: NumberArgument,
    *,
    by: ByOption = None,
    note: NoteOption = "",
    vault: VaultOption = None,
    profile: _kit.ProfileOption = None,
) -> None:
    """Open an entry again. That, too, is sealed in the decision log."""
    desk = container.open_desk(profile)
    with open_vault(vault, ask_passphrase) as opened:
        item, clients = _item(opened, number), screens.clients_in(opened)
        word = audits.Word(by or desk.profile.name, _kit.now(), note)
        with acting("It was recorded.", "Whether it was recorded says: circumspect log show"):
            _settle(lambda: audits.reopen(opened, item, word, clients))
    typer.echo(f"Entry {number} is open again.")


@app.command("export")
def export(
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write; it must not exist yet.")],
    which: WhichOption = Which.ALL,
    form: Annotated[Format, typer.Option("--format", help="csv or json.")] = Format.CSV,
    vault: VaultOption = None,
) -> None:
    """Write the work list to a file, for a tool that deletes posts or for a spreadsheet.

    The file holds your own words and links and is not encrypted: keep it where only you can read it.
    """
    if form is Format.TEXT:
        raise _kit.UsageError("export writes csv or json")
    number = 0

    def counted(items: Iterable[Item]) -> Iterator[Item]:
        nonlocal number
        for number, item in enumerate(items, 1):  # noqa: B007 - the last number is the count
            yield item

    with open_vault(vault, ask_passphrase) as opened:
        pieces = _written(counted(audits.entries(opened, _wanted(which))), form)
        try:
            write_new(output, (piece.encode("utf-8", "backslashreplace") for piece in pieces))
        except FileExistsError:
            raise _kit.UsageError("that file exists already; give another name with --output") from None
    typer.echo(f"Wrote {_kit.count(number, 'entry', 'entries')}. The file is not encrypted.")


@app.command("report")
def report(
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write, .html or .pdf; it must not exist yet.")
    ] = Path("audit-report.html"),
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Leave names and words in. Without it they are not in the file at all.")
    ] = False,
    vault: VaultOption = None,
    profile: _kit.ProfileOption = None,
) -> None:
    """Write the report: a page or a PDF to print or bring to supervision, without names unless you ask for them."""
    form = output.suffix.lower()
    if form not in _REPORT_FORMS:
        raise _kit.UsageError("the report is a web page or a PDF: give a file name that ends in .html or .pdf")
    desk = container.open_desk(profile)
    with open_vault(vault, ask_passphrase) as opened:
        gathered = audit_report.report(opened, desk, _kit.now())
    if not gathered.archives:
        raise _kit.UsageError("no export was read yet; begin with: circumspect audit FILE")
    try:
        write_new(output, _as_pdf(gathered, desk, reveal) if form == ".pdf" else _as_page(gathered, reveal))
    except FileExistsError:
        raise _kit.UsageError("that file exists already; give another name with --output") from None
    words = "Names and words are in it, and it is not encrypted." if reveal else "Names and words are left out."
    typer.echo(f"Wrote the report. {words} Open it {_REPORT_FORMS[form]} to read or print it.")


def _as_page(gathered: AuditReport, reveal: bool) -> bytes:  # noqa: FBT001 - as asked for
    pages = container.renderer("report").render(gathered, reveal=reveal)
    return "".join(pages).encode("utf-8", "backslashreplace")


def _as_pdf(gathered: AuditReport, desk: container.Desk, reveal: bool) -> bytes:  # noqa: FBT001 - as asked for
    pdf = container.renderer("report.pdf")
    try:
        made: bytes = pdf.render(gathered, reveal=reveal, country=desk.profile.country)
    except pdf.PdfError as error:
        raise _kit.UsageError(str(error)) from None
    return made


def _settle(step: Any) -> None:  # noqa: ANN401 - what is to be done
    try:
        step()
    except (audits.AuditError, decisions.DecisionError, decisions.DecisionLogError) as error:
        raise _kit.UsageError(f"{error}. Nothing was recorded") from None


def _wanted(which: Which, rule: str = "", platform: str = "") -> Wanted:
    statuses = () if which is Which.ALL else (Status(which.value),)
    return Wanted(statuses, rule.strip(), platform.strip().lower())


def _item(vault: Vault, number: int) -> Item:
    item = audits.entry(vault, number)
    if item is None:
        raise _kit.UsageError(f"there is no entry {number}; circumspect audit list shows them")
    return item


def _excerpt(item: Item) -> str:
    """Give the words that a finding is about, with some around them, on one line."""
    text, found = item.activity.text, item.found
    text, start, end = tame(text), found.start, found.end
    if start is None or end is None or end > len(text):
        cut = text[:_EXCERPT]
        return " ".join(cut.split()) + (" …" if len(text) > _EXCERPT else "")
    before, after = max(0, start - 60), min(len(text), end + 60)
    marked = f"{text[before:start]}[{text[start:end]}]{text[end:after]}"
    return f"{'… ' if before else ''}{' '.join(marked.split())}{' …' if after < len(text) else ''}"


def _written(items: Iterable[Item], form: Format) -> Iterator[str]:
    """Write entries one by one: a work list can be long."""
    if form is Format.JSON:
        before = "[\n"
        for item in items:
            yield before + json.dumps(plain.item(item), ensure_ascii=False, indent=2)
            before = ",\n"
        yield "\n]\n" if before == ",\n" else "[]\n"
        return
    yield _lined(_row_names())
    for item in items:
        yield _lined(_inert(cell) for cell in plain.item(item).values())


def _lined(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _row_names() -> Iterable[str]:
    return (
        "number", "status", "severity", "rule", "platform", "account", "where", "when", "id", "link", "message",
        "actions", "text", "note", "who",
    )  # fmt: skip


def _inert(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell.lstrip()[:1] in {"=", "+", "-", "@"} or cell[:1] in {"\t", "\r"} else cell

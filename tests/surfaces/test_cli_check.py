"""`circumspect check`: the main job, as people and programs call it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from conftest import Answer, Cli

    Process = Callable[..., subprocess.CompletedProcess[bytes]]

HELD = "My client Quillon told me today that her husband left, and she cried for an hour."
CLEAR = "Our office is closed on Monday."
REVISED = "Your ex is a textbook narcissist, and I'm the best therapist in town."
ADVISED = "When I was nine, somebody I loved died by suicide."
FORMATS = ("text", "json", "jsonl", "sarif", "github", "html")
FINDING_KEYS = {
    "rule", "severity", "start", "end", "match", "message", "why", "cites", "instead", "suggestion", "evidence",
    "confidence", "fingerprint", "suppressed",
}  # fmt: skip


# --- the batch contract ------------------------------------------------------------------------------------------


def test_answers_have_exactly_the_shape_of_the_contract(cli: Cli) -> None:
    """Each answer has the keys of design section 4; offsets are code points into the text."""
    text = f"👩🏽‍⚕️ {HELD}"
    answer = cli.batch({"id": "a", "text": text, "surface": "caption", "account": "personal", "in_reply_to": None})
    (row,) = answer.rows
    assert set(row) == {"id", "verdict", "findings", "ruleset", "classifier", "profile"}
    assert (row["id"], row["verdict"], row["classifier"], row["profile"]) == ("a", "hold", None, "default")
    assert re.fullmatch(r"[0-9a-f]{12}", row["ruleset"])
    vignette = next(f for f in row["findings"] if f["rule"] == "client-vignette")
    assert set(vignette) >= FINDING_KEYS
    assert text[vignette["start"] : vignette["end"]] == vignette["match"]
    assert vignette["severity"] == "block"
    assert vignette["suppressed"] is None
    assert 0 < vignette["confidence"] <= 1
    assert all({"detector", "detail", "score"} == set(e) for e in vignette["evidence"])
    assert re.fullmatch(r"[0-9a-f]{16}", vignette["fingerprint"])
    assert {"id", "edition", "title", "heading", "confidence", "address"} <= set(vignette["cites"][0])


def test_evidence_never_quotes_the_text(cli: Cli) -> None:
    """What a detector says of its reasons holds none of the person's words."""
    (row,) = cli.batch({"id": "a", "text": HELD}).rows
    assert "quillon" not in json.dumps([f["evidence"] for f in row["findings"]]).lower()


def test_what_is_missing_has_no_place(cli: Cli) -> None:
    """Findings of the `missing-…` rules have start and end null, and no match."""
    (row,) = cli.batch({"id": "a", "text": ADVISED}).rows
    missing = next(f for f in row["findings"] if f["rule"] == "missing-crisis-resource")
    assert (missing["start"], missing["end"], missing["match"]) == (None, None, None)


def test_answers_come_in_order_and_broken_lines_are_answered_in_place(cli: Cli) -> None:
    """One answer a line, in input order, ids kept; a line that cannot be read gets an error, and the exit code is 2."""
    answer = cli.batch(
        {"id": "one", "text": CLEAR},
        b"{broken",
        {"id": "two", "text": HELD},
        {"id": "three"},
        {"id": "four", "text": CLEAR, "surface": "billboard"},
        {"id": "five", "text": CLEAR, "account": "somebody"},
        {"id": "six", "text": 7},
        b'{"id": "seven", "text": "\xff"}',
        b"[1, 2]",
        b'"words"',
        {"id": "eight", "text": CLEAR, "in_reply_to": 3},
        {"id": "nine", "text": CLEAR, "date": "soon"},
        b"[" * 100_000,
        {"id": "last", "text": CLEAR},
    )
    rows = answer.rows
    assert answer.code == 2
    ids = ["one", None, "two", "three", "four", "five", "six", None, None, None, "eight", "nine", None, "last"]
    assert [row["id"] for row in rows] == ids
    assert [row.get("verdict") for row in rows if "error" not in row] == ["clear", "hold", "clear"]
    wrong = [row for row in rows if "error" in row]
    assert len(wrong) == 11
    assert all(set(row) == {"id", "error"} for row in wrong)
    said = {row["id"]: row["error"] for row in wrong}
    assert "billboard" not in said["four"]
    assert "review-response" in said["four"]
    assert "business" in said["five"]
    assert all("line " in row["error"] for row in wrong)


def test_an_id_keeps_its_type(cli: Cli) -> None:
    """An id that is a number comes back as that number, so that callers can look it up."""
    rows = cli.batch({"id": 7, "text": CLEAR}, {"id": "7", "text": CLEAR}, {"text": CLEAR}).rows
    assert [row["id"] for row in rows] == [7, "7", None]


def test_a_misspelt_key_is_not_swallowed(cli: Cli) -> None:
    """A key such as "surfase" must not have the text read as a post: the caller learns of the mistake."""
    answer = cli.batch({"id": "a", "text": "You can stop your meds.", "surfase": "dm"})
    assert answer.code == 2
    assert "surfase" in answer.rows[0]["error"]


def test_lone_surrogates_and_nul_in_json_are_answered(cli: Cli) -> None:
    """Half a surrogate pair, a NUL and overrides are text like any other; the answer is valid JSON and UTF-8."""
    lines = [
        b'{"id": "s", "text": "\\ud83d My client told me today that he lied.\\u0000 \\u202eabc"}',
        b'{"id": "\\udc00", "text": "hi"}',
    ]
    answer = cli.batch(*lines)
    assert answer.code == 1
    first, second = answer.rows
    assert first["verdict"] == "hold"
    assert second["id"] == "\udc00"
    answer.out.encode()


def test_blank_lines_and_a_byte_order_mark_are_no_texts(cli: Cli) -> None:
    """Empty lines ask nothing; a BOM at the start is no part of the first line."""
    answer = cli(
        "check",
        "--jsonl",
        "-",
        "--format",
        "jsonl",
        stdin=b'\xef\xbb\xbf{"id": "a", "text": "hi"}\n\n \n{"id": "b", "text": "hi"}',
    )
    assert [row["id"] for row in answer.rows] == ["a", "b"]
    assert answer.code == 0


def test_a_line_separator_inside_a_text_breaks_no_line(cli: Cli) -> None:
    """Signs that some programs take for a line's end (U+2028, U+0085, form feed) stay inside the text."""
    row = json.dumps({"id": "a", "text": f"{CLEAR}\u2028\u0085\u000c{HELD}"}, ensure_ascii=False).encode()
    answer = cli.batch(row)
    assert [r["verdict"] for r in answer.rows] == ["hold"]


def test_the_options_are_the_default_for_every_line(cli: Cli) -> None:
    """--surface, --account and --in-reply-to stand where a line does not say."""
    text = "We have no record of treating you."
    assert cli.batch({"text": text}).rows[0]["verdict"] == "clear"
    options = ["--surface", "reply", "--in-reply-to", "Thank you so much, Dr. Lee"]
    assert cli.batch({"text": text}, options=options).rows[0]["verdict"] == "hold"


def test_several_batches_are_read_one_after_the_other(cli: Cli) -> None:
    """Files named together are answered together, and each line names its own."""
    cli.write("a.jsonl", json.dumps({"id": "a", "text": CLEAR}) + "\n")
    cli.write("b.jsonl", json.dumps({"id": "b", "text": HELD}))
    answer = cli("check", "--jsonl", "a.jsonl", "b.jsonl", "--format", "jsonl")
    assert [row["id"] for row in answer.rows] == ["a", "b"]
    assert answer.code == 1


def test_a_missing_batch_does_not_silence_the_others(cli: Cli) -> None:
    """A file that is not there is reported; the lines of the other files are still answered."""
    cli.write("b.jsonl", json.dumps({"id": "b", "text": HELD}))
    answer = cli("check", "--jsonl", "missing.jsonl", "b.jsonl", "--format", "jsonl")
    assert answer.code == 2
    assert "missing.jsonl" in answer.err + answer.out
    assert "b" in [row["id"] for row in answer.rows]


# --- exit codes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (CLEAR, "advise", 0),
        (HELD, "block", 1),
        (REVISED, "block", 0),
        (REVISED, "revise", 1),
        (ADVISED, "revise", 0),
        (ADVISED, "advise", 1),
    ],
)
def test_the_exit_code_says_what_was_found(text: str, fail_on: str, code: int, cli: Cli) -> None:
    """0 when nothing is at or above --fail-on, 1 when something is."""
    assert cli("check", "-", "--fail-on", fail_on, stdin=text).code == code


def test_exit_code_2_wins_over_findings(cli: Cli) -> None:
    """An input that could not be read is never passed over because another one had findings."""
    cli.write("a.txt", HELD)
    answer = cli("check", "a.txt", "b.txt")
    assert answer.code == 2
    assert "client-vignette" in answer.out
    assert "b.txt" in answer.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "-", "--surface", "billboard"],
        ["check", "-", "--format", "pdf"],
        ["check", "-", "--date", "soon"],
        ["chek"],
        ["check", "--nope"],
    ],
)
def test_a_wrong_word_is_a_usage_error(arguments: list[str], cli: Cli) -> None:
    """Unknown commands, options and values say what is wrong and leave with 2."""
    answer = cli(*arguments)
    assert answer.code == 2
    assert answer.err.strip()
    assert "Traceback" not in answer.err


# --- formats -----------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """Checks that every tag is closed, in order, and collects what a browser would run or show."""

    _EMPTY = frozenset({"meta", "br", "hr", "link", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in self._EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _page(answer: Answer) -> _Page:
    page = _Page()
    page.feed(answer.out)
    page.close()
    assert page.open == []
    return page


def test_json_is_one_object(cli: Cli) -> None:
    """--format json holds every result with its file, and what it was read with."""
    cli.write("a.txt", HELD)
    cli.write("b.txt", CLEAR)
    plain = json.loads(cli("check", "a.txt", "b.txt", "gone.txt", "--format", "json").out)
    assert [row["file"] for row in plain["results"]] == ["a.txt", "b.txt", "gone.txt"]
    assert [row.get("verdict") for row in plain["results"]] == ["hold", "clear", None]
    assert plain["results"][2]["error"]
    assert plain["ruleset"]
    assert plain["version"]


def test_sarif_has_the_structure_that_code_scanning_reads(cli: Cli) -> None:
    """--format sarif: version 2.1.0, every result's rule declared, regions where the words are."""
    text = f"Good morning 👋🏽\n{HELD}"
    cli.write("my post, #1.txt", text)
    log = json.loads(cli("check", "my post, #1.txt", "gone.txt", "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    declared = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(declared) == len(set(declared)) >= 31
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"]
    for result in run["results"]:
        assert result["ruleId"] in declared
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "my%20post%2C%20%231.txt"
        region = place.get("region")
        if region:
            assert region["startLine"] == 2
            start = len("Good morning 👋🏽\n") + region["startColumn"] - 1
            assert region["charOffset"] == start
            assert region["endColumn"] - region["startColumn"] == region["charLength"] > 0
        assert re.fullmatch(r"[0-9a-f]{16}", result["partialFingerprints"]["circumspect/v1"])
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "gone.txt" in json.dumps(invocation["toolExecutionNotifications"])


def test_html_is_well_formed_and_runs_nothing(cli: Cli) -> None:
    """--format html escapes what a text holds: no script, no handler, nothing loaded from anywhere."""
    nasty = f'<script>alert("x")</script><img src=x onerror=alert(1)> {HELD} </div></body> & "quoted" \u202e'
    name = "<b>&.txt"
    cli.write(name, nasty)
    answer = cli("check", name, "--format", "html")
    page = _page(answer)
    assert not page.tags & {"script", "img", "link", "iframe", "b", "object"}
    assert not [a for a in page.attributes if a[0].startswith("on") or a[0] in ("src", "href")]
    assert 'alert("x")' in "".join(page.words)
    assert "http" not in answer.out


def test_html_shows_the_whole_text_with_the_words_marked(cli: Cli) -> None:
    """The page holds the text unchanged, and underlines what the findings quote."""
    text = f"Hello & good morning. {HELD}"
    page = _page(cli("check", "-", "--format", "html", stdin=text))
    assert text in "".join(page.words)
    assert "mark" in page.tags


def test_github_commands_are_escaped_and_hold_no_words(cli: Cli) -> None:
    """--format github: one command a line, file names escaped, no word of the text."""
    name = "a,b:c%d.txt"
    cli.write(name, f"Hi\n::error::x\n{HELD}")
    answer = cli("check", name, "gone.txt", "--format", "github")
    lines = answer.out.splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"::(?:error|warning|notice) (?:file=[^,:]*)(?:,[a-z]+=[^,:]*)*::[^\n]+", line), line
    assert "file=a%2Cb%3Ac%25d.txt,line=3,col=" in answer.out
    assert "quillon" not in answer.out.lower()
    assert any("gone.txt" in line for line in lines)


def test_text_shows_place_words_reason_and_way_out(cli: Cli) -> None:
    """The terminal answer names the line, underlines the words, says who asks, why, and what to do instead."""
    cli.write("a.txt", f"Good morning\n{HELD}")
    answer = cli("check", "a.txt")
    lines = answer.out.splitlines()
    at = next(i for i, line in enumerate(lines) if " 2 │ " in line)
    words, marks = lines[at], lines[at + 1]
    under = "".join(w for w, m in zip(words, marks, strict=False) if m == "^")
    assert under
    assert under in HELD
    for label in ("a.txt", "hold", "Who says", "Why", "Instead", "circumspect accept", "You decide"):
        assert label in answer.out


@pytest.mark.parametrize(
    "text", [f"日本語 日本語 {HELD}", f"👩🏽‍⚕️ {HELD}", f"e\u0301e\u0301 {HELD}", f"\t{HELD}", f"{'x ' * 300}{HELD}"]
)
def test_the_underline_stands_under_the_words(text: str, cli: Cli) -> None:
    """Wide signs, emoji, accents, tabs and long lines shift no underline."""
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415 - beside its only use

    lines = cli("check", "-", stdin=text).out.splitlines()
    for at, line in enumerate(lines):
        if set(lines[min(at + 1, len(lines) - 1)].strip()) == {"^"} and "│" in line:
            marks = lines[at + 1]
            before = cell_len(marks) - len(marks.strip())
            shown = line[len(set_cell_size(line, before).rstrip("\0")) :]
            assert shown.startswith(("My client", "Quillon", "told", "her", "she", "client")), (line, marks)


@pytest.mark.parametrize("sign", ["\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "a\rb", "\x08\x08\x08"])
def test_a_text_cannot_steer_the_terminal(sign: str, cli: Cli) -> None:
    """Control characters of a text never reach the terminal."""
    answer = cli("check", "-", stdin=f"{sign} {HELD}")
    assert answer.code == 1
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", answer.out)


@pytest.mark.parametrize("chosen", FORMATS)
def test_redact_leaks_no_word_in_any_format(chosen: str, cli: Cli) -> None:
    """With --redact no word of the text, of the message answered, or of a suggestion is in the answer."""
    secret = ["Quillon", "Brambleford", "Zebulon", "Marigolda"]
    text = "Dear Marigolda, my client Quillon from Brambleford told me today that she left. "
    text += "Ask Zebulon for a 5-star review!"
    cli.write("a.txt", text)
    answer = cli("check", "a.txt", "--in-reply-to", "I am Marigolda, Quillon's mother", "--format", chosen, "--redact")
    assert answer.code == 1
    assert not [word for word in secret if word.lower() in (answer.out + answer.err).lower()]
    batch = cli("check", "--jsonl", "-", "--format", chosen, "--redact", stdin=json.dumps({"id": "a", "text": text}))
    assert not [word for word in secret if word.lower() in batch.out.lower()]


def test_redact_hides_every_script(cli: Cli) -> None:
    """Words of scripts that are written with combining signs are hidden whole."""
    answer = cli("check", "-", "--format", "html", "--redact", stdin=f"मेरी क्लाइंट ने कहा। {HELD}")
    assert not re.search(r"[\u0900-\u0963\u0966-\u097f]", answer.out)


def test_redact_keeps_places(cli: Cli) -> None:
    """Places and lengths stay, so that a redacted answer can still be acted on."""
    (open_row,) = cli.batch({"text": HELD}).rows
    (row,) = cli.batch({"text": HELD}, options=["--redact"]).rows
    assert [(f["start"], f["end"], f["fingerprint"]) for f in row["findings"]] == [
        (f["start"], f["end"], f["fingerprint"]) for f in open_row["findings"]
    ]


# --- colour and output -------------------------------------------------------------------------------------------


def test_colour_follows_the_environment(process: Process) -> None:
    """Piped output has no colour; FORCE_COLOR asks for it; NO_COLOR refuses it, whatever else is asked."""
    plain = process("check", "-", stdin=HELD.encode())
    forced = process("check", "-", stdin=HELD.encode(), FORCE_COLOR="1")
    refused = process("check", "-", stdin=HELD.encode(), FORCE_COLOR="1", NO_COLOR="1")
    assert plain.returncode == forced.returncode == refused.returncode == 1
    assert b"\x1b[" not in plain.stdout
    assert b"\x1b[" in forced.stdout
    assert b"\x1b[" not in refused.stdout


@pytest.mark.parametrize("chosen", FORMATS)
def test_output_goes_to_the_file_alone(chosen: str, cli: Cli) -> None:
    """--output writes the same answer to a file, and standard output stays empty."""
    cli.write("a.txt", HELD)
    said = cli("check", "a.txt", "--format", chosen)
    answer = cli("check", "a.txt", "--format", chosen, "--output", "out/answer")
    assert answer.out == ""
    assert answer.code == said.code == 1
    assert (cli.folder / "out" / "answer").read_text(encoding="utf-8") == said.out


def test_an_output_that_cannot_be_written_is_a_usage_error(cli: Cli) -> None:
    """A folder given as --output is named, and nothing is claimed to be clear."""
    (cli.folder / "folder").mkdir()
    answer = cli("check", "-", "--output", "folder", stdin=CLEAR)
    assert answer.code == 2
    assert answer.err
    assert "Traceback" not in answer.err


def test_quiet_leaves_clear_texts_out(cli: Cli) -> None:
    """--quiet shows the texts with findings and the closing sentence."""
    cli.write("a.txt", CLEAR)
    cli.write("b.txt", HELD)
    answer = cli("check", "a.txt", "b.txt", "--quiet")
    assert "a.txt" not in answer.out
    assert "b.txt" in answer.out
    assert "2 texts" in answer.out


def test_a_terminal_that_knows_only_ascii_gets_an_answer(process: Process) -> None:
    """Output that cannot show a sign replaces it."""
    done = process("check", "-", stdin=f"❤️ {HELD}".encode(), PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"client-vignette" in done.stdout


def test_answers_do_not_hang_on_hash_seeds(process: Process) -> None:
    """Two processes with other hash seeds give byte for byte the same answer."""
    lines = b"\n".join(json.dumps({"id": i, "text": t}).encode() for i, t in enumerate((HELD, REVISED, ADVISED, CLEAR)))
    one, other = (process("check", "--jsonl", "-", "--format", "jsonl", stdin=lines, PYTHONHASHSEED=s) for s in "12")
    assert one.stdout == other.stdout
    assert one.stdout.count(b"\n") == 4


# --- where texts come from ---------------------------------------------------------------------------------------


def test_standard_input_is_read_when_something_is_piped_in(cli: Cli) -> None:
    """Without a path, and with -, the text comes from standard input."""
    assert cli("check", stdin=HELD).code == 1
    assert cli("check", "-", stdin=HELD).code == 1


def test_a_folder_is_read_in_order_without_hidden_files(cli: Cli) -> None:
    """Every file with an ending we read, below the folder too, sorted; hidden ones are left out."""
    for name in ("b.txt", "a.md", "deep/c.html", ".hidden.txt", ".git/d.txt", "picture.png"):
        cli.write(f"posts/{name}", CLEAR)
    rows = cli("check", "posts", "--format", "jsonl").rows
    assert [row["file"] for row in rows] == ["posts/a.md", "posts/b.txt", "posts/deep/c.html"]


def test_a_folder_without_texts_is_not_called_clear(cli: Cli) -> None:
    """Nothing read is not the same as nothing found: no answer is never clear."""
    (cli.folder / "posts").mkdir()
    answer = cli("check", "posts")
    assert "clear" not in answer.out.lower()
    assert "no texts" in (answer.out + answer.err).lower()
    assert answer.code == 2


def test_front_matter_says_where_a_text_goes(cli: Cli) -> None:
    """Surface, account, date and the message answered may stand at the top of a file; line numbers stay true."""
    front = '---\ntitle: x\nsurface: reply\naccount: personal\nin_reply_to: "thank you so much"\n---\n'
    cli.write("a.txt", f"{front}We have no record of treating you.")
    answer = cli("check", "a.txt")
    assert "reply · personal" in answer.out
    assert "in reply to a message" in answer.out
    assert " 7 │ " in answer.out


@pytest.mark.parametrize("line", ["surface: billboard", "account: nobody", "date: soonish"])
def test_front_matter_that_says_nonsense_is_an_error(line: str, cli: Cli) -> None:
    """A value there is not names its line."""
    cli.write("a.md", f"---\n{line}\n---\n{CLEAR}")
    answer = cli("check", "a.md")
    assert answer.code == 2
    assert "line 2" in answer.out


def test_markdown_keeps_line_numbers_and_skips_markup(cli: Cli) -> None:
    """Code, link targets, comments and HTML are not read; what is read stands on its line in the file."""
    skipped = f"# Title\n\n```\n{HELD}\n```\n\n    {HELD}\n\n<!-- {HELD} -->\n\n`{HELD}` and [a link](https://x.test/leave-us-a-review-on-google)\n\n"
    cli.write("a.md", skipped)
    assert cli("check", "a.md", "--format", "jsonl").rows[0]["findings"] == []
    cli.write("b.md", f"{skipped}- **My cli**ent Quillon *told me* today that [her husband](x) left.\n")
    log = json.loads(cli("check", "b.md", "--format", "sarif").out)
    lines = {r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in log["runs"][0]["results"]}
    assert lines == {13}


def test_html_files_keep_line_numbers_and_skip_markup(cli: Cli) -> None:
    """Scripts, styles and comments are not read; what is read stands on its line in the file."""
    page = (
        f"<!doctype html><html><head><title>x</title><script>{HELD}</script>\n<style>/* {HELD} */</style></head>\n"
        f"<body>\n<!-- {HELD} -->\n"
        "<p>My cl<b>ient</b> Quillon told me&nbsp;today that her husband left &amp; she cried.</p></body></html>\n"
    )
    cli.write("a.html", page)
    log = json.loads(cli("check", "a.html", "--format", "sarif").out)
    results = log["runs"][0]["results"]
    assert "client-vignette" in {r["ruleId"] for r in results}
    assert {r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in results} == {5}


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><title>x</title><body><p>{HELD}</p></body></html>",
        f"<p>See <code>circumspect<p>{HELD}</p>",
        f"<p>Hi</p><svg><path d='M0'/></svg><p>{HELD}</p>",
        f"<noscript>x</noscript><p>{HELD}</p>",
    ],
    ids=["head never closed", "code never closed", "after a drawing", "after noscript"],
)
def test_sloppy_html_hides_nothing(page: str, cli: Cli) -> None:
    """A tag that browsers close by themselves does not silence the rest of the page."""
    cli.write("a.html", page)
    assert cli("check", "a.html").code == 1


def test_a_date_chooses_the_edition(cli: Cli) -> None:
    """--date and a line's own date choose which edition of a code is cited."""
    rows = cli.batch({"text": HELD}, {"text": HELD, "date": "2019-05-01"}, options=["--date", "2023-05-01"]).rows
    editions = [
        {c["edition"] for f in row["findings"] for c in f["cites"] if c["id"].startswith("nasw:")} for row in rows
    ]
    assert editions == [{"2021"}, {"2018"}]


def test_unverified_citations_are_marked(cli: Cli) -> None:
    """Where we have not seen the official text, the answer says so."""
    answer = cli("check", "-", stdin="Please leave us a five-star review on Google!")
    assert "(not verified)" in answer.out
    (row,) = cli.batch({"text": "Please leave us a five-star review on Google!"}).rows
    assert "unverified" in {c["confidence"] for f in row["findings"] for c in f["cites"]}


# --- help --------------------------------------------------------------------------------------------------------


def test_help_teaches(cli: Cli) -> None:
    """--help shows what to type and what the exit codes mean; completion can be installed."""
    whole = cli("--help")
    assert whole.code == 0
    for name in (
        "check",
        "explain",
        "rules",
        "codes",
        "accept",
        "baseline",
        "eval",
        "doctor",
        "init",
        "--install-completion",
        "--show-completion",
    ):
        assert name in whole.out
    check = cli("check", "--help")
    for words in ("circumspect check post.txt", "Exit codes", "--redact", "--fail-on", "review-response"):
        assert words in check.out
    assert cli("--version").out.startswith("circumspect ")

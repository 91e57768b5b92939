"""The report of an audit as PDF: the same as the page, nobody's words as markup, usable without eyes or colours."""

from __future__ import annotations

import html
import re
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import page
import pypdf
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circumspect.domain.activity import Activity, Count, Coverage, Kind, Visibility
from circumspect.domain.audit import ArchiveRead, AuditReport, Pictures, Screened, TopicSeen
from circumspect.domain.document import Surface
from circumspect.domain.roster import Standing, Tie
from circumspect.domain.screening import Agreement, Candidate, Direction, Outcome, Request, Screening
from circumspect.domain.worklist import Action, Found, Item, Status
from circumspect.renderers import report
from circumspect.renderers.report import paper, pdf
from circumspect.renderers.report.letters import BREAK, NO_LETTER, Letters
from circumspect.renderers.report.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 11, 23)
THEN = datetime(2019, 5, 3, 12, tzinfo=UTC)
LINK = "https://example.org/p/1?a=b"
# What typst would do something with, if it read it as markup or code.
MARKUP = (
    '#panic("seen")',
    '#read("/etc/passwd")',
    "#pagebreak() #set page(width: 1cm)",
    "= Heading\n- list\n+ number\n/ term: words",
    "*b* _i_ `r` $x^2$ <at-years> @at-years ~ -- ... \\u{41} \\ // c /* c */",
    '"}]} \\" #eval("1") ]',
    "<b>&amp;</b> </section>",
)
HARD = (
    *MARKUP,
    "漢字かな",
    "עולם",
    "العالم",
    "\U0001f469\u200d\U0001f9b0\U0001f44d\U0001f3fd\u2764\ufe0f",
    "हिन्दी",
    "ไทยភាសា",
    "\u202e\u2066a\x00\x1b[31m\ufffe\ufeff",
    "\ud800",
    "z" * 5000,
    "\n" * 400,
    "a\n" * 300,
    "e" + "\u0301" * 99,
    "\u0301\u17d2\u0942",
    "\u05d0\u0942\u0301",
    "\u0378\U0010ffff\ue000",
    "\t\u3000\u2028\u2029\xa0\xad",
    "words " * 200_000,
)


def _found(rule: str = "client-vignette", severity: str = "block", **changes: object) -> Found:
    found = Found(
        mark="m",
        rule=rule,
        severity=severity,
        title=f"Title of {rule}",
        message="This tells a client's story.",
        why="It is theirs.",
        instead="Leave the person out.",
        actions=(Action.DELETE, Action.EDIT),
        then=("NASW 1.07(p) (2018)",),
        now=("NASW 1.07(p) (2021)",),
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def _item(number: int = 1, text: str = "A client cried.", found: Found | None = None, **changes: object) -> Item:
    post = Activity(Kind.WRITTEN, "facebook", text=text, when=THEN, surface=Surface.POST, link=LINK)
    return replace(Item(number, post, "label", found or _found(), Status.OPEN), **changes)  # type: ignore[arg-type]


def _empty(**changes: object) -> AuditReport:
    made = AuditReport(DAY, "Clinical social worker.", "2026.11", "r7", platforms={"facebook": "Facebook"})
    return replace(made, **changes)  # type: ignore[arg-type]


def _full(word: str, link: str = LINK) -> AuditReport:
    """Give a report with everything in it, where each field for somebody's words holds `word`."""
    who = Request(word, word, "instagram", word, word, word, word, (word,), word, Direction.FOLLOWER, DAY)
    post = _item(text=word).activity
    post = replace(post, title=word, link=link, who=who, thread=word, member=word, in_reply_to=word, media=(word,))
    counts = [Count(word, "posts", 9, 6, 1, 2, 6, rows=[4, 7]), Count(word, "posts", 3, 3, broken="breaks off")]
    candidate = Candidate("C12", Standing.FORMER, DAY, Tie.PARTNER, 9.0, 0.9, (Agreement("family", "Rare.", 8.0),))
    kinds = (("a", "block"), ("b", "revise"), ("c", "advise"))
    return _empty(
        archives=(
            ArchiveRead("facebook", word, "2024", DAY, THEN.date(), DAY, Coverage(counts, [word], ["likes"], [word])),
        ),
        texts=9,
        items=(
            *(_item(n, found=_found(*kind), activity=post, note=word, who=word) for n, kind in enumerate(kinds, 1)),
            *(_item(4 + n, activity=post, note=word, who=word, status=one) for n, one in enumerate(Status)),
        ),
        roster=True,
        connections=(Screening(who, Outcome.POSSIBLE, (candidate,)),),
        screened=(Screened("instagram", Direction.FOLLOWER, 0, 1, 40, 2),),
        clients={"C12": word},
        exposure=(replace(post, kind=Kind.AFFILIATION, sort="group", visibility=Visibility.PUBLIC),),
        topics=(TopicSeen("Faith", "It tells what you may believe.", (word,)),),
        received=(replace(post, kind=Kind.RECEIVED, sort="review", id="r1", stars=5, mine=False),),
        replies=(replace(post, answers="r1"),),
        facts=(replace(post, kind=Kind.FACT, sort="home town"),),
        pictures=Pictures(3, 2, 1, 1, 1, 1, "One cannot be opened."),
        limits=("Films were not looked at",),
    )


def _pdf(made: AuditReport, *, reveal: bool = True, country: str = "US") -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf.render(made, reveal=reveal, country=country)))


def _told(made: pypdf.PdfReader) -> str:
    """Give the words of all pages, without what only allows or steers a break."""
    words = "\n".join(one.extract_text() for one in made.pages)
    return re.sub(f"[{BREAK}\u2066-\u2069\xad]", "", words)


def _parts(made: pypdf.PdfReader) -> list[Any]:
    """Give each object of the file."""
    trailer: Any = made.trailer
    return [made.get_object(number) for number in range(1, int(trailer["/Size"]))]


def _root(made: pypdf.PdfReader) -> Any:  # noqa: ANN401 - pypdf's own
    return made.trailer["/Root"]


def _strings(made: pypdf.PdfReader) -> Iterator[str]:
    """Give every string that stands in the file outside its pages: title, links, descriptions, bookmarks."""
    for one in _parts(made):
        yield from _within(one)


def _within(thing: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a PDF may hold
    if isinstance(thing, (str, bytes)):
        yield str(thing)
    elif isinstance(thing, dict):
        yield from (found for one in thing.values() for found in _within(one))
    elif isinstance(thing, list):
        yield from (found for one in thing for found in _within(one))


def _conforms(made: bytes) -> None:
    """Fail with what a validator of PDF/UA-1 that is not typst's own finds wrong."""
    answer = page.validate_pdf_bytes(made, profile="ua1")
    assert [(one.rule_id, one.message) for one in answer.failures] == []
    assert answer.rules.total > 50


# --- the same as the page


def _page_words(made: AuditReport, *, reveal: bool) -> list[str]:
    """Give the words of the page in their order, but for what only a screen can use."""
    words = "".join(report.render(made, reveal=reveal))
    for left in (
        "<head>.*?</head>",
        '<a class="skip".*?</a>',
        '<span class="screen".*?</span>',
        "<nav.*?</nav>",
        "<title>.*?</title>",
        "<desc>.*?</desc>",
        '<span class="blank".*?</span>',
    ):
        words = re.sub(left, " ", words, flags=re.DOTALL)
    return html.unescape(re.sub("<[^>]*>", " ", words)).split()


@pytest.mark.parametrize("reveal", [True, False])
def test_each_word_and_figure_of_the_page_stands_in_the_pdf_in_the_same_order(reveal: bool) -> None:  # noqa: FBT001
    """Counts, years, connections, findings, coverage, limits: nothing is lost, changed or moved on the way."""
    made = _full("Qzx", link="https://example.org/p/1")
    told = re.sub(r"[^\n]*(?:\. ?){9}[.\s]*\d+", "", _told(_pdf(made, reveal=reveal)))  # without the list of sections
    told = re.sub(r"\s", "", told)
    at = 0
    for word in _page_words(made, reveal=reveal):
        found = told.find(word, at)
        assert found >= 0, f"{word} after {told[max(0, at - 60) : at]}"
        assert found - at < 250, f"{word} stands too late after {told[max(0, at - 60) : at]}"
        at = found + len(word)


@pytest.mark.parametrize("status", list(Status))
def test_every_finding_stands_in_it_once(status: Status) -> None:
    """Two hundred findings over many pages: each number once, whatever became of them."""
    kinds = ("block", "revise", "advise")
    items = tuple(_item(n, found=_found(f"r{n % 5}", kinds[n % 3]), status=status) for n in range(1000, 1200))
    told = _told(_pdf(_empty(items=items), reveal=False))
    assert sorted(map(int, re.findall(r"(1\d\d\d) · 3 May 2019", told))) == list(range(1000, 1200))


def test_entries_beyond_what_paper_holds_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gravest are shown; how many more there are, and where, stands with their list."""
    monkeypatch.setattr(paper, "MOST_ENTRIES", 5)
    items = [_item(n, found=_found("grave")) for n in range(1, 4)]
    items += [_item(n, found=_found("light", "advise")) for n in range(4, 12)]
    told = _told(_pdf(_empty(items=tuple(items))))
    assert re.findall(r"(\d+) · 3 May 2019", told) == ["1", "2", "3", "4", "5"]
    assert re.sub(r"\s+", " ", told).count("And 6 more: circumspect audit export writes the whole list.") == 1


def test_a_tag_that_paper_does_not_know_is_an_error() -> None:
    """What the page gains must not silently be missing on paper."""
    with pytest.raises(LookupError, match="<video>"):
        Paper(Letters("")).feed("<body><p>a</p><video>words</video></body>")


# --- nobody's words where they should not be


def test_a_blanked_pdf_holds_no_name_and_no_word_of_anybody() -> None:
    """Neither on a page nor in a link, title, bookmark or description; how long they were is told."""
    made = _pdf(_full("Qzxwords", link="https://example.org/Qzxwords"), reveal=False)
    everything = "".join([_told(made), *_strings(made)])
    assert "Qzx" not in everything
    assert "example.org" not in everything
    assert "█" not in everything
    assert "[blanked out, 8 characters]" in everything


def test_a_revealed_pdf_shows_them_and_says_so_on_every_page() -> None:
    """The canary of the test above does reach every section, so that its absence there says something."""
    made = _pdf(_full("Qzxwords"))
    told = _told(made)
    assert told.count("Qzxwords") > 20
    for one in made.pages:
        assert "Shows names and words; not encrypted." in one.extract_text()
    assert "Shows names" not in _told(_pdf(_empty(), reveal=False))


def test_the_file_loads_and_runs_nothing() -> None:
    """No script, no attached file, no picture; links lead to the addresses of the page or within the file."""
    made = _pdf(_full("words"))
    actions = {
        str(note.get_object()["/A"]["/S"])
        for one in made.pages
        for note in one.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert actions == {"/URI"}
    assert {one for one in _strings(made) if "://" in one and not one.startswith(("<?xpacket", "b'"))} == {LINK}
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(_root(made))
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(_root(made).get("/Names", {}))
    assert made.attachments == {}
    assert not any(one.images for one in made.pages)


# --- words are words, whatever they are


@pytest.mark.parametrize("words", MARKUP)
def test_words_are_shown_and_never_acted_upon(words: str) -> None:
    """What typst would run, read or set stands on the page to the letter, and the page keeps its size."""
    made = _pdf(_empty(items=(_item(text=words),)))
    told = re.sub(r"\s+", "", _told(made))
    assert re.sub(r"\s+", "", words) in told
    assert {tuple(map(float, one.mediabox[2:])) for one in made.pages} == {(612.0, 792.0)}
    assert "root:" not in told


@pytest.mark.parametrize("words", HARD, ids=range(len(HARD)))
def test_hard_words_in_every_place_give_a_whole_file(words: str) -> None:
    """Other writings, marks, controls, a megabyte: no error, a conforming file, and few pages."""
    made = pdf.render(_full(words, link=f"https://example.org/{words[:3000]}"), reveal=True)
    _conforms(made)
    assert len(pypdf.PdfReader(BytesIO(made)).pages) < 60


@given(st.text(st.characters(exclude_categories=[]), max_size=300))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_words_give_a_whole_file(words: str) -> None:
    """Whatever characters stand side by side, the file is made and conforms."""
    _conforms(pdf.render(_empty(items=(_item(text=words, note=words),)), reveal=True))


def test_what_the_fonts_lack_is_told_and_emoji_by_their_name() -> None:
    """Hebrew, Arabic and accents are drawn; an emoji is named; other signs are boxes, counted, with the way out."""
    items = tuple(
        _item(n, text=words) for n, words in enumerate(("漢字", "François Müller", "עולם", "hard \U0001f62d day", "好"))
    )
    told = _told(_pdf(_empty(items=items)))
    assert f"3 characters of a writing that this file has no letters for stand as {NO_LETTER}." in told.replace(
        "\n", " "
    )
    assert "François Müller" in told
    assert "hard [loudly crying face] day" in told
    assert "םלוע" in told or "עולם" in told  # the order in which programs give Hebrew back is theirs
    assert "no letters for" not in _told(_pdf(_empty(items=(_item(text="plain"),))))


def test_a_mixture_that_fails_is_set_again_with_simple_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """What only fails beside something else costs other writings, not the file; accents stay."""
    monkeypatch.setattr(pdf, "_drawable", lambda _, asked: asked)
    made = pdf.render(_empty(items=(_item(text="漢 François עולם"),)), reveal=True)
    told = _told(pypdf.PdfReader(BytesIO(made)))
    assert f"{NO_LETTER} François {NO_LETTER * 4}" in told
    _conforms(made)


def test_words_never_reach_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The errors of typst itself quote what they stumble over; ours say what to do."""

    def fails(*_: object) -> bytes:
        error: Any = typst.TypstError
        raised = error("Qzx")
        raised.diagnostic = "Qzx"
        raise raised

    monkeypatch.setattr(pdf, "_set", fails)
    with pytest.raises(pdf.PdfError, match=r"write the report as \.html") as caught:
        pdf.render(_full("Qzx"), reveal=True)
    assert caught.value.__context__ is None
    assert "Qzx" not in str(caught.value)


def test_an_address_too_long_to_open_is_shown_cut_and_is_no_link() -> None:
    """A megabyte of address takes a few lines; one with other letters is written as programs open it."""
    made = _pdf(_empty(items=(_item(activity=replace(_item().activity, link="https://example.org/" + "a" * 10**6)),)))
    assert len(made.pages) < 8
    assert "aaaa…" in _told(made).replace("\n", "")
    assert NO_LETTER not in _told(made)
    assert not any("example.org" in one for one in _strings(made))
    made = _pdf(_empty(items=(_item(activity=replace(_item().activity, link="https://example.org/é?q=漢")),)))
    assert "https://example.org/%C3%A9?q=%E6%BC%A2" in set(_strings(made))


# --- the file as a file


@pytest.mark.parametrize("made", [_empty(), _full("words")], ids=["empty", "full"])
@pytest.mark.parametrize("reveal", [True, False])
def test_the_file_conforms_to_pdf_ua(made: AuditReport, reveal: bool) -> None:  # noqa: FBT001 - both ways
    """Tags, title, language, order of headings, table heads, descriptions: a validator has nothing to say."""
    _conforms(pdf.render(made, reveal=reveal))


def test_the_file_says_what_it_is_to_those_who_listen() -> None:
    """Title and language are set, plots are described, heads of tables and headings are marked as such."""
    made = _pdf(_full("words"))
    root = _root(made)
    assert made.metadata is not None
    assert made.metadata.title == "What is already out there"
    assert made.metadata.author is None
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    parts = [one for one in _parts(made) if isinstance(one, dict)]
    described = [str(one["/Alt"]) for one in parts if one.get("/S") == "/Figure"]
    assert [one.partition(". ")[0] for one in described] == [
        "Findings by year and severity",
        "Accounts compared with the client list",
        "What the exports name, by kind",
    ]
    assert "most findings, 7, are of 2019" in described[0]
    kinds = [one.get("/S") for one in parts]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 11
    assert kinds.count("/TH") > 30


@pytest.mark.parametrize(("country", "size"), [("US", (612, 792)), ("CA", (612, 792)), ("GB", (595, 842))])
def test_paper_is_that_of_the_country(country: str, size: tuple[int, int]) -> None:
    """Letter in the United States and Canada, A4 elsewhere."""
    made = _pdf(_empty(), country=country)
    assert [round(float(one)) for one in made.pages[0].mediabox[2:]] == list(size)


def test_each_page_says_which_it_is_of_how_many_and_of_which_day() -> None:
    """A sheet that comes loose can be put back."""
    made = _pdf(_full("words"))
    for number, one in enumerate(made.pages, 1):
        told = one.extract_text()
        assert f"{number} of {len(made.pages)}" in told
        assert "What is already out there" in told
        assert "23 November 2026" in told


def test_the_same_report_gives_the_same_file() -> None:
    """No clock and no chance is in it."""
    assert pdf.render(_full("words"), reveal=True) == pdf.render(_full("words"), reveal=True)


def test_kinds_differ_without_colour() -> None:
    """Block is solid; revise and worth a thought have patterns of their own, so that a grey print tells them apart."""
    patterns = [one for one in _parts(_pdf(_full("words"))) if isinstance(one, dict) and one.get("/PatternType") == 1]
    assert len(patterns) >= 2


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page in a browser is named as the other way."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(pdf.PdfError, match=r"pip install \"circumspect\[documents\]\".*\.html"):
        pdf.render(_empty())

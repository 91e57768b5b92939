"""The report of an audit: what it tells, what it keeps to itself, and that nothing hostile gets through."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from circumspect.domain.activity import Activity, Count, Coverage, Kind, Visibility
from circumspect.domain.audit import ArchiveRead, AuditReport, Pictures, Screened
from circumspect.domain.document import Surface
from circumspect.domain.roster import Standing, Tie
from circumspect.domain.screening import Agreement, Candidate, Direction, Outcome, Request, Screening
from circumspect.domain.worklist import Action, Found, Item, Status
from circumspect.renderers import report
from circumspect.renderers.report import findings, plots
from circumspect.renderers.report.veil import Veil, plain

DAY = date(2026, 11, 23)
THEN = datetime(2019, 5, 3, 12, tzinfo=UTC)
VOID = {"meta", "rect", "circle", "br"}
# What a stranger's file may hold, each a way out of a place in a page.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '"onmouseover=alert(1)//',
    "</title></style></svg></details><iframe src=//example.org>",
    "]]><!--",
    "javascript:alert(1)",
    "&#60;script&#62;",
    "\u202egnp.exe\u2066",
    "a\x00b\x0bc\x1bd\x85\ufffe",
    "\ud800 half a pair",
    "{{7*7}} ${7*7} %s {0}",
)
wild = st.one_of(st.sampled_from(HOSTILE), st.text(), st.lists(st.sampled_from(HOSTILE)).map("".join))


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


def _post(text: str = "A client cried.", when: datetime | None = THEN, **changes: object) -> Activity:
    return replace(Activity(Kind.WRITTEN, "facebook", text=text, when=when, surface=Surface.POST), **changes)  # type: ignore[arg-type]


def _item(number: int = 1, found: Found | None = None, activity: Activity | None = None, **changes: object) -> Item:
    item = Item(number, activity or _post(), "label", found or _found(), Status.OPEN)
    return replace(item, **changes)  # type: ignore[arg-type]


def _empty(**changes: object) -> AuditReport:
    made = AuditReport(DAY, "Clinical social worker.", "2026.11", "r7", platforms={"facebook": "Facebook"})
    return replace(made, **changes)  # type: ignore[arg-type]


def _full(word: str, link: str = "https://example.org/p/1") -> AuditReport:
    """Give a report with everything in it, where each field for somebody's words holds `word`."""
    who = Request(word, word, "instagram", word, word, word, word, (word,), word, Direction.FOLLOWER, DAY)
    everything = _post(word, title=word, link=link, who=who, thread=word, member=word, in_reply_to=word, media=(word,))
    cut = Count(word, "posts", 3, 3, broken="breaks off", promised=160)
    counts = [Count(word, "posts", 9, 6, 1, 2, 6, rows=[4, 7]), cut]
    coverage = Coverage(counts, [word], ["profile"], [f"{word}: is a link"], 3)
    candidate = Candidate("C12", Standing.FORMER, DAY, Tie.PARTNER, 9.0, 0.9, (Agreement("family", "Rare.", 8.0),))
    return _empty(
        archives=(ArchiveRead("facebook", word, "2024", DAY, THEN.date(), DAY, coverage),),
        texts=9,
        items=(
            _item(1, activity=everything, note=word, who=word, label=word),
            _item(2, activity=replace(everything, text="")),
            *(_item(3 + n, activity=everything, note=word, who=word, status=one) for n, one in enumerate(Status)),
        ),
        roster=True,
        connections=(Screening(who, Outcome.POSSIBLE, (candidate,)),),
        screened=(Screened("instagram", Direction.FOLLOWER, 0, 1, 40, 2),),
        clients={"C12": word},
        exposure=(replace(everything, kind=Kind.AFFILIATION, sort="group", visibility=Visibility.PUBLIC),),
        received=(replace(everything, kind=Kind.RECEIVED, sort="review", id="r1", stars=5, mine=False),),
        replies=(replace(everything, answers="r1"),),
        facts=(replace(everything, kind=Kind.FACT, sort="home town"),),
        pictures=Pictures(3, 2, 1, 1, 1, 1, "One cannot be opened."),
        limits=("Films were not looked at",),
    )


def _page(made: AuditReport, *, reveal: bool = True) -> str:
    return "".join(report.render(made, reveal=reveal))


@dataclass(slots=True)
class Seen:
    """What a browser would see of a page: tags in their order, attributes, words, what never closed."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def all_of(self, name: str) -> list[str]:
        """Give the values of one attribute, wherever it stands."""
        return [value for _, attribute, value in self.attributes if attribute == name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.tags.append(tag)
        self.seen.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.seen.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.seen.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.seen.open:
            self.seen.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.seen.comments.append(data)


def _seen(page: str) -> Seen:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.seen.open == []
    return reader.seen


def _told(page: str) -> str:
    return "".join(_seen(page).words)


# --- what is blanked out is not there


@given(st.text())
@example("\ud800")
@example("<b>&")
@settings(max_examples=60)
def test_a_blanked_report_holds_no_name_and_no_word_of_anybody(words: str) -> None:
    """Whatever stands in a field for somebody's words is nowhere in the file, as it is, escaped or in part."""
    canary = f"Qzx{words}xzQ"
    page = _page(_full(canary, link=f"https://example.org/{canary}"), reveal=False)
    for trace in ("Qzx", "xzQ", canary, plain(canary), "example.org"):
        assert trace not in page


def test_a_revealed_report_shows_each_of_them() -> None:
    """The canary of the test above does reach every section, so that its absence there says something."""
    page = _page(_full("Qzx xzQ"))
    for name in ("findings", "connections", "received", "exposure", "facts", "closed", "coverage"):
        assert "Qzx xzQ" in page[page.index(f'<section id="{name}"') :].split("</section>")[0], name


@given(st.text(min_size=1, max_size=400), st.data())
def test_a_blanked_excerpt_is_as_long_as_the_words_and_tells_nothing_else(text: str, data: st.DataObject) -> None:
    """Blocks and spaces stand for the same stretch of text that a revealed excerpt shows; nothing else does."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = "".join(_seen(Veil(reveal=True).excerpt(text, start, end)).words)
    blanked = "".join(_seen(Veil(reveal=False).excerpt(text, start, end)).words)
    assert len(blanked) == len(shown)
    assert set(re.sub(r"\s|█", "", blanked)) <= {"…"}


def test_a_report_says_which_of_the_two_it_is() -> None:
    """Whoever opens the file reads first whether it holds names."""
    assert "they are not in this file" in _told(_page(_empty(), reveal=False))
    assert "it is not encrypted" in _told(_page(_empty()))


# --- nothing hostile gets through


@given(wild, st.one_of(wild, wild.map("https://example.org/{}".format)))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_no_word_changes_what_the_page_is_made_of(words: str, link: str) -> None:
    """Hostile words give the same tags and attributes as tame ones, and no link but to a web address."""
    text = words or "x"
    for reveal in (True, False):
        page = _page(_full(text, link), reveal=reveal)
        page.encode("utf-8")
        seen = _seen(page)
        tame = _seen(
            _page(_full("y" * len(text), "https://example.org/" if "href" in _web(link) else ""), reveal=reveal)
        )
        assert seen.tags == tame.tags
        assert [one[:2] for one in seen.attributes] == [one[:2] for one in tame.attributes]
        assert seen.comments == []
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
        assert all(re.match(r"#|https?://", href) for href in seen.all_of("href"))


def _web(link: str) -> str:
    return Veil(reveal=True).link(link)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "http://[", "https://", "x"],
)
def test_only_web_addresses_become_links(link: str) -> None:
    """Another scheme, or an address that cannot be read, gives no link and no error."""
    assert _web(link) == ""


def test_a_link_says_where_it_leads() -> None:
    """The site's own name stands in the link, so that an address that only looks like a platform's shows itself."""
    assert "Open on evil.example.org" in _web("https://facebook.com@evil.example.org/p?a=1&b=2")


@pytest.mark.parametrize("reveal", [True, False])
def test_the_page_loads_nothing_and_runs_nothing(reveal: bool) -> None:  # noqa: FBT001 - both ways
    """No script, no frame, no picture, no font, no style from elsewhere; the page itself forbids them as well."""
    page = _page(_full("words"), reveal=reveal)
    seen = _seen(page)
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use"} & set(seen.tags)
    assert not [name for _, name, _ in seen.attributes if name.startswith("on") or name in ("src", "srcset", "style")]
    assert set(re.findall(r"url\(([^)]*)\)", page)) <= {"#revise", "#advise"}
    assert "@import" not in page
    assert any("default-src 'none'" in value for value in seen.all_of("content"))


# --- what it tells


def test_the_gravest_come_first_and_the_newest_of_a_kind() -> None:
    """Block before revise before advise; among the same severity the more frequent kind; then by date, undated last."""
    grave, often, light = _found("grave"), _found("often"), _found("light", "advise")
    items = [
        _item(1, light),
        _item(2, grave),
        _item(3, often),
        _item(4, often, _post(when=None)),
        _item(5, often, _post(when=datetime(2024, 1, 1, tzinfo=UTC))),
        _item(6, _found("middle", "revise")),
    ]
    order = [int(n) for n in re.findall(r'id="f(\d+)"', _page(_empty(items=tuple(items))))]
    assert order == [5, 3, 4, 2, 6, 1]


def test_the_order_in_which_findings_are_given_changes_nothing() -> None:
    """The same findings, shuffled, give the same page to the letter."""
    items = [_item(n, _found(f"rule-{n % 4}", ("block", "revise", "advise")[n % 3])) for n in range(40)]
    mixed = random.Random(5).sample(items, len(items))
    assert _page(_empty(items=tuple(items))) == _page(_empty(items=tuple(mixed)))


@given(st.text(alphabet="abc <&>\"'é👩‍🦰שلﷺ\n", min_size=1, max_size=280), st.data())
def test_the_marked_stretch_is_the_stretch_that_was_found(text: str, data: st.DataObject) -> None:
    """What stands in the mark is text[start:end] to the character, whatever the writing."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    excerpt = Veil(reveal=True).excerpt(text, start, end)
    marked = re.search("<mark>(.*)</mark>", excerpt, re.DOTALL)
    assert marked
    assert "".join(_seen(marked.group(1)).words) == text[start:end]


@pytest.mark.parametrize(("start", "end"), [(None, None), (5, 3), (-1, 2), (0, 99)])
def test_a_stretch_that_does_not_fit_the_text_marks_nothing(start: int | None, end: int | None) -> None:
    """The beginning of the text is shown, and no error comes of a span from another edition of it."""
    shown = Veil(reveal=True).excerpt("A client cried.", start, end)
    assert "mark" not in shown
    assert "A client cried." in shown


def test_a_long_text_is_cut_around_what_was_found() -> None:
    """A hundred thousand characters do not go into the page; the stretch and some words around it do."""
    text = "before " * 20000 + "THE PLACE" + " behind" * 20000
    start = text.index("THE PLACE")
    page = _page(_empty(items=(_item(activity=_post(text), found=_found(start=start, end=start + 9)),)))
    assert "before …<mark>THE PLACE</mark> behind" not in page
    assert "before <mark>THE PLACE</mark> behind" in page
    assert len(page) < 30000


def test_codes_of_the_day_stand_beside_those_of_today_where_they_differ() -> None:
    """Today's stand with the kind; then's with the finding; without a date that is said; where equal, nothing is."""
    same = _found("same", then=("ACA B.1 (2014)",), now=("ACA B.1 (2014)",))
    none = _found("none", then=())
    items = (_item(1), _item(2, same), _item(3, none), _item(4, activity=_post(when=None)))
    page = _page(_empty(items=items))
    said = {int(n): words for n, words in re.findall(r'<li id="f(\d)">(.*?)</li>', page, re.DOTALL)}
    assert "Your codes on that day:</span> NASW 1.07(p) (2018)" in said[1]
    assert "Your codes today:</span> NASW 1.07(p) (2021)" in page
    assert "codes" not in said[2]
    assert "no section that our record has" in said[3]
    assert "gives no day" in said[4]


def test_each_status_stands_in_its_place_with_what_was_done() -> None:
    """Open ones say what can be done; others when and by whom they were closed; each stands once."""
    items = tuple(_item(n, status=one, who="J. Doe", changed=THEN) for n, one in enumerate(Status, 1))
    page = _page(_empty(items=items))
    to_do, closed = page.split('<section id="closed"')
    assert re.findall(r'id="f(\d+)"', to_do) == ["1"]
    assert sorted(re.findall(r'id="f(\d+)"', closed)) == ["2", "3", "4"]
    assert "You can: delete it, edit it." in to_do
    assert "You can" not in closed
    for label in ("Dealt with", "Let stand", "No longer in the newest export"):
        assert f"{label}" in closed
    assert closed.count("3 May 2019, by <bdi>J. Doe</bdi>") == 3


def test_plain_values_kept_with_a_finding_are_told() -> None:
    """A client's number and the outcome stand with the finding; a value that is not there does not."""
    page = _page(_empty(items=(_item(found=_found(facts={"client": "C12", "tie": "", "outcome": "possible"})),)))
    assert "<p>client: C12; outcome: possible</p>" in page


def test_an_unsure_block_asks_for_a_colleague() -> None:
    """What would block and is not sure says so; what is sure does not."""
    assert "ask a colleague" in _page(_empty(items=(_item(found=_found(confidence=0.1)),)))
    assert "ask a colleague" not in _page(_empty(items=(_item(found=_found(confidence=1.0)),)))


def test_a_list_that_is_cut_says_how_many_more_and_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """No finding is lost silently: what is shown and what is said to be more make up all; the gravest are shown."""
    monkeypatch.setattr(findings, "MOST_OPEN", 10)
    grave = [_item(n, _found("grave")) for n in range(7)]
    light = [_item(n, _found("light", "advise")) for n in range(7, 20)]
    last = [_item(20, _found("last", "advise", title="Z"))]
    page = _page(_empty(items=(*light, *last, *grave)))
    assert len(re.findall(r'id="f\d+"', page)) == 10
    assert re.findall(r"And (\d+) more: <code>circumspect audit export", page) == ["10", "1"]
    assert "last" in page


def test_the_plot_and_the_tables_tell_the_same() -> None:
    """Every year between the first and the last has a place; the stacks are as tall as the table says."""
    years = [2015, 2015, 2015, 2018, 2018, 2019]
    items = [
        _item(n, _found("r", ("block", "revise")[n % 2]), _post(when=datetime(year, 6, 1, tzinfo=UTC)))
        for n, year in enumerate(years)
    ]
    page = _page(_empty(items=(*items, _item(9, activity=_post(when=None)))))
    section = page[page.index('<section id="years"') :].split("</section>")[0]
    rows = re.findall(r'<tr><th scope="row">(\d{4})</th>(.*?)</tr>', section)
    table = {int(year): [int(n) for n in re.findall(r">(\d+)<", cells)] for year, cells in rows}
    assert table == {2015: [2, 1, 0, 3], 2016: [0] * 4, 2017: [0] * 4, 2018: [1, 1, 0, 2], 2019: [0, 1, 0, 1]}
    tall = [float(n) for n in re.findall(r'<rect class="(?:block|revise)" x=.*?height="([\d.]+)"/>', section)]
    assert tall == pytest.approx([tall[0], tall[0] / 2, tall[0] / 2, tall[0] / 2, tall[0] / 2], abs=0.2)
    assert "1 finding without a date is not among them" in section


@given(st.dictionaries(st.integers(1990, 2100), st.tuples(*[st.integers(0, 10**6)] * 3), min_size=1, max_size=40))
def test_a_plot_stays_within_its_frame(counts: dict[int, tuple[int, int, int]]) -> None:
    """No column leaves the drawing or reaches the letters below it, however uneven the figures."""
    drawn = plots.columns("t", "d", counts)
    assert bool(drawn) == any(map(any, counts.values()))
    for x, y, width, height in re.findall(r'x="([\d.]+)%" y="([-\d.]+)" width="([\d.]+)%" height="([\d.]+)"', drawn):
        assert float(x) + float(width) <= 100.01
        assert float(y) >= 17.9
        assert float(y) + float(height) <= 176.1


def test_many_years_are_cut_to_those_that_fit() -> None:
    """Dates of other centuries, as broken exports have them, leave a plot of forty years and a small page."""
    items = tuple(_item(n, activity=_post(when=datetime(1000 + n * 9, 1, 1, tzinfo=UTC))) for n in range(1000))
    section = _page(_empty(items=items)).split('<section id="years"')[1].split("</section>")[0]
    assert len(re.findall(r'<tr><th scope="row">\d{4}</th>', section)) == 40


def test_what_was_read_and_not_stands_side_by_side() -> None:
    """Rows expected, read, aside and not understood are added up by kind of file; troubles say file and rows."""
    told = _told(_page(_full("Qzx")))
    page = _page(_full("Qzx"))
    assert '<th scope="row">posts</th><td class="n">2</td><td class="n">12</td><td class="n">9</td>' in page
    assert "2 rows not understood (numbers 4, 7)." in told
    assert "posts, file 2. Qzx. The export promises 160 rows and holds 3. It breaks off." in told
    assert "Not found in this export: profile." in told
    assert "1 file of a kind not known" in told


def test_connections_tell_number_standing_and_reason_but_no_name() -> None:
    """A blanked report still lets one talk about an account: its number, the client's number, what speaks for it."""
    told = _told(_page(_full("Qzx"), reveal=False))
    assert "Account 1 · instagram · follows you · 23 November 2026" in told
    assert "partner of client C12 (former, ended 23 November 2026). Rare." in told
    assert "the export gives a number and no name" in told


def test_without_a_client_list_that_is_said() -> None:
    """No roster is not the same as no client among the connections."""
    told = _told(_page(_empty()))
    assert "No client list was read" in told
    assert "roster import" in told


def test_reviews_are_counted_with_those_answered() -> None:
    """An answer finds its review by number or link; one without stars or answer is counted without."""
    given_ = [
        Activity(Kind.RECEIVED, "facebook", "review", id="a", stars=4, text="Good."),
        Activity(Kind.RECEIVED, "facebook", "review", id="b", link="https://example.org/b", text="Bad."),
        Activity(Kind.RECEIVED, "facebook", "review", id="c"),
    ]
    replies = [
        Activity(Kind.WRITTEN, "facebook", answers=one, text="Thanks.") for one in ("a", "https://example.org/b")
    ]
    page = _page(_empty(received=tuple(given_), replies=tuple(replies)), reveal=False)
    row = '<td>review</td><td class="n">3</td><td class="n">1</td><td class="n">2</td>'
    assert row in page


def test_exposure_is_counted_by_kind_and_by_who_sees_it() -> None:
    """Kinds stand by their number, each with how many anyone can see; entries show with reveal alone."""
    made = [Activity(Kind.AFFILIATION, "facebook", "group", title="G", visibility=Visibility.PUBLIC)] * 2
    made += [Activity(Kind.AFFILIATION, "facebook", "event", title="E")]
    page = _page(_empty(exposure=tuple(made)), reveal=False)
    assert page.index(">group: 2<") < page.index(">event: 1<")
    assert '<th scope="row">group</th><td class="n">2</td><td class="n">0</td>' in page
    assert "<bdi>G</bdi>" in _page(_empty(exposure=tuple(made)))


def test_pictures_not_looked_at_are_said_so() -> None:
    """Where nothing was looked at there is no table of what was seen, and the reason stands there."""
    told = _told(_page(_empty(pictures=Pictures(12, because="Install circumspect[pictures]"))))
    assert "12 pictures in the exports, 0 looked at. Install circumspect[pictures]." in told
    assert "Faces" not in told


# --- the page as a page


@pytest.mark.parametrize("made", [_empty(), _full("words")], ids=["empty", "full"])
@pytest.mark.parametrize("reveal", [True, False])
def test_the_page_is_whole_and_can_be_used_without_a_mouse_or_eyes(made: AuditReport, reveal: bool) -> None:  # noqa: FBT001
    """Tags close, anchors lead somewhere, ids are unique, plots have title and description, tables have heads."""
    page = _page(made, reveal=reveal)
    seen = _seen(page)
    ids = seen.all_of("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in seen.all_of("href") if href.startswith("#")} <= set(ids)
    plots = page.count('role="img" width="100%"')
    assert page.count("<desc>") == plots
    assert page.count("<title>") == plots + 1
    assert (
        page.count("<table>") == page.count('<div class="scroll" tabindex="0" role="region"') == page.count("<caption>")
    )
    assert ("html", "lang", "en") in seen.attributes


@pytest.mark.parametrize("made", [_empty(), _full("words")], ids=["empty", "full"])
def test_the_page_vouches_for_nothing(made: AuditReport) -> None:
    """It never calls anything compliant, guaranteed, safe or legal."""
    assert not re.search(r"\b(compliant|guaranteed?|safe|legal)\b", _told(_page(made)), re.IGNORECASE)


def test_nothing_shows_words_in_a_repr() -> None:
    """The nouns of a report show how much they hold, not what."""
    made = _full("Qzx")
    assert "Qzx" not in repr(made) + repr(made.archives)

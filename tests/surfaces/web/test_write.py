"""The Write page: what is found is underlined, told and mended in its place; nothing is clear without an answer."""

from __future__ import annotations

import io
import re
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from circumspect.core.ports import LabelReading
from circumspect.domain.document import Document
from circumspect.domain.finding import Acceptance
from circumspect.domain.roster import Client, PersonName
from circumspect.services import accepting
from circumspect.services import roster as rosters
from circumspect.services.acceptances import AcceptanceError
from circumspect.services.decisions import DecisionLog
from circumspect.services.lengths import lengths
from circumspect.services.live import Live, OvertakenError, Piecewise
from circumspect.surfaces.web import write as writes
from circumspect.surfaces.web._page import Page as Page_

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Page, Route
    from starlette.testclient import TestClient

    from circumspect.services.office import Office

ASKS = "Did our work help? Leave me a five-star review on Google!"
WORDS = "Leave me a five-star review"
NAMED = "Spring is here, and Josephine Quackenbush says hello to all of you."
PLAIN = "The office is closed on Thursday."
RULE = "testimonial-solicitation"


def read(client: TestClient, text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the request
    """Give the page's answer to a text."""
    answer = client.post("/write/review", json={"text": text, **more})
    assert answer.status_code == 200
    said: dict[str, Any] = answer.json()
    return said


def cut(text: str, start: int, end: int) -> str:
    """Give a stretch of a text by UTF-16 units, as a browser does."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


# --- what the desk answers


def test_a_review_has_a_verdict_a_card_and_a_place(client: TestClient) -> None:
    """A finding comes with its place, its card, and a sentence for screen readers."""
    said = read(client, ASKS)
    assert said["verdict"] == "hold"
    found = next(one for one in said["findings"] if one["severity"] == "block")
    assert f'id="f-{found["id"]}"' in said["cards"]
    assert WORDS in cut(ASKS, found["start"], found["end"])
    assert all(
        words in said["cards"]
        for words in ("Instead", "Let it stand", "Explain this rule", f"/duties/{RULE}", "NASW", "edition")
    )
    assert re.match(r"\d finding", said["heard"])


def test_places_are_counted_as_browsers_count_them(client: TestClient) -> None:
    """Emoji before a finding move it by two units each, and its suggestion too."""
    text = f"😀 👩‍👩‍👧 {ASKS} 😀"
    for said in (read(client, text), client.post("/write/glance", json={"text": text}).json()):
        found = next(one for one in said["findings"] if one["title"].startswith("Asking clients"))
        assert cut(text, found["start"], found["end"]).startswith("Leave me")
    better = next(one["suggestion"] for one in read(client, text)["findings"] if "suggestion" in one)
    assert "five-star" in cut(text, better["start"], better["end"])


def test_a_glance_sees_what_the_review_sees(client: TestClient) -> None:
    """The quick look names the same findings, without cards."""
    quick = client.post("/write/glance", json={"text": ASKS}).json()
    assert [one["id"] for one in quick["findings"]] == [one["id"] for one in read(client, ASKS)["findings"]]
    assert "cards" not in quick


def test_words_of_others_are_escaped(client: TestClient) -> None:
    """A script in the text is shown as words, in the card and the suggestion."""
    said = read(client, f"<script>alert(1)</script> <img src=x onerror=alert(1)> {ASKS}")
    assert "Leave me" in said["cards"]
    assert "<script" not in said["cards"]
    assert "<img" not in said["cards"]


def test_many_findings_have_cards_page_by_page(client: TestClient) -> None:
    """All are underlined, the first ones have a card, and how many have none is said."""
    said = read(client, "\n".join(f"{ASKS} {number}" for number in range(60)), shown=5)
    cards = re.findall(r'<article class="card finding[^"]*" id="f-([^"]+)"', said["cards"])
    assert cards == [one["id"] for one in said["findings"][:5]]
    assert len(said["findings"]) > 50
    assert f"{len(said['findings']) - 5} more findings" in said["more"]


def test_too_long_a_text_is_refused_in_plain_words(client: TestClient) -> None:
    """What is too long to be read is said so, and never read as clear."""
    for address, size in (("glance", writes.LIVE + 1), ("review", 2_000_001)):
        answer = client.post(f"/write/{address}", json={"text": "x" * size})
        assert answer.status_code == 400
        assert "verdict" not in answer.json()
        assert answer.json()["error"]


def test_the_page_needs_the_key(stranger: TestClient) -> None:
    """Nobody but the page reads a text or lets a finding stand."""
    for address in ("glance", "review", "stand", "take-back", "picture", "picture/clean"):
        assert stranger.post(f"/write/{address}", json={"text": ASKS}).status_code == 401


def test_a_draft_shows_none_of_its_words() -> None:
    """What the page sends tells its length in logs, not its words."""
    assert "review" not in repr(writes.Draft(text=ASKS))


def test_the_cards_of_a_review_are_made_at_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many findings there are, the frame of the page is made as often as for one."""
    made: list[str] = []
    render = Page_.render

    def noted(self: Page_, template: str, **values: Any) -> str:  # noqa: ANN401 - as render
        made.append(template)
        return render(self, template, **values)

    monkeypatch.setattr(Page_, "render", noted)
    said = read(client, "\n".join(f"{ASKS} {number}" for number in range(30)))
    assert said["cards"].count("<article") > 20
    assert made.count("_write_findings.html") == 1
    assert len(made) < 5


# --- with a client list that is locked away


@pytest.fixture
def listed(office: Office, passphrase: str) -> Office:
    """Give a desk whose vault is open and holds one client."""
    office.create_vault(passphrase)
    rosters.add_all(office.vault, [Client("", PersonName("Josephine", "Quackenbush"))])
    office.roster_changed()
    return office


def test_an_answer_says_whether_names_were_compared(
    listed: Office, client: TestClient, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the vault open a client is found; locked or idle, glance and review say that nobody was compared."""

    def answers() -> list[tuple[bool, bool]]:
        quick = client.post("/write/glance", json={"text": NAMED}).json()
        final = read(client, NAMED)
        return [(one["compared"], bool(one["findings"])) for one in (quick, final)]

    assert answers() == [(True, True)] * 2
    listed.lock()
    assert answers() == [(False, False)] * 2
    assert "not compared" in read(client, NAMED)["heard"]
    listed.unlock(passphrase)
    assert answers() == [(True, True)] * 2
    assert "not compared" not in read(client, NAMED)["heard"]
    monkeypatch.setattr(listed.vault, "lock_if_idle", lambda: True)
    final = read(client, NAMED)
    assert final == {"overtaken": True} or not final["compared"]
    assert answers() == [(False, False)] * 2


def test_without_a_vault_there_is_nothing_to_compare_with(client: TestClient) -> None:
    """Somebody who keeps no client list is not told that it was not compared."""
    said = read(client, PLAIN)
    assert said["compared"] is True
    assert "compared" not in said["heard"]


def test_a_desk_that_changes_during_a_reading_reads_again(
    listed: Office, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read while the vault was being locked or opened is no answer."""
    finish = listed.finish

    def locked_after(document: Document) -> object:
        found = finish(document)
        listed.lock()
        return found

    monkeypatch.setattr(listed, "finish", locked_after)
    assert read(client, NAMED) == {"overtaken": True}


# --- letting stand


def stands(office: Office, client: TestClient, **changed: str) -> Any:  # noqa: ANN401 - an answer
    """Let the finding of ASKS stand through the form; give the answer."""
    found = next(one for one in read(client, ASKS)["findings"] if one["severity"] == "block")
    form = {
        "fingerprint": found["id"],
        "rule": RULE,
        "by": "R. Example",
        "because": "It quotes what others ask.",
        "until": (office.today + timedelta(days=30)).isoformat(),
    }
    return client.post("/write/stand", data={**form, **changed})


def test_a_finding_is_let_stand_and_taken_back(office: Office, client: TestClient) -> None:
    """What stands no longer counts and stays visible; taken back, it counts again."""
    answer = stands(office, client)
    assert "It stands." in answer.text
    assert answer.headers["HX-Trigger"] == "read-again"
    said = read(client, ASKS)
    found = next(one for one in said["findings"] if one["stands"])
    assert said["verdict"] == "clear"
    assert "Take it back" in said["cards"]
    assert "R. Example" in said["cards"]
    assert "It counts again." in client.post("/write/take-back", data={"fingerprint": found["id"]}).text
    assert read(client, ASKS)["verdict"] == "hold"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"by": " "}, "Say who"),
        ({"because": ""}, "Say why"),
        ({"until": "2020-01-01"}, "a day still to come"),
        ({"until": "soon"}, "a day still to come"),
        ({"rule": "no-such-rule"}, "no such rule"),
    ],
)
def test_what_is_missing_is_said(office: Office, client: TestClient, changed: dict[str, str], said: str) -> None:
    """A form that lacks something keeps nothing and says what it lacks."""
    assert said in stands(office, client, **changed).text
    assert office.desk.ledger.entries() == []


def test_with_a_supervisor_a_second_name_is_asked_for(office: Office, client: TestClient) -> None:
    """A block finding needs two people where the profile names a supervisor."""
    office.profile_place.write_text('[clinician]\nsupervisor = "S. Example"\n', encoding="utf-8")
    office.reload()
    assert 'name="second"' in read(client, ASKS)["cards"]
    assert "second person" in stands(office, client).text
    assert "It stands." in stands(office, client, second="S. Example").text


def test_with_a_vault_it_is_sealed(office: Office, client: TestClient, passphrase: str) -> None:
    """With the vault open both the decision and taking it back are in the log; with it locked nothing is kept."""
    office.create_vault(passphrase)
    office.lock()
    assert "The vault is locked." in stands(office, client).text
    assert office.desk.ledger.entries() == []
    office.unlock(passphrase)
    assert "sealed in your record" in stands(office, client).text
    client.post("/write/take-back", data={"fingerprint": office.desk.ledger.entries()[0].acceptance.fingerprint})
    with office.alone():
        log = DecisionLog(office.vault)
        assert [one.decision.what for one in log.all()] == ["let a finding stand", "took back that a finding stands"]


def test_the_last_word_on_a_finding_counts(office: Office) -> None:
    """A finding that was let stand twice and taken back once counts again; one that never stood stays as it is."""
    for days in (30, 60):
        accepting.let_stand(office, Acceptance("f0", "R. E.", "because", office.today + timedelta(days=days)), RULE)
    assert accepting.take_back(office, "f0")
    assert not accepting.take_back(office, "f0")
    assert office.desk.ledger.in_force(office.today) == {}
    with pytest.raises(AcceptanceError):
        accepting.let_stand(office, Acceptance("f0", "", "because", office.today), RULE)


# --- reading while it is written


class Counting:
    """A trained reader that finds nothing and notes what it was asked."""

    name = "counting"

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self.asked: list[str] = []
        self.before: Callable[[], object] = lambda: None

    def threshold(self, rule: str) -> tuple[float, float]:
        """Be never sure."""
        assert rule
        return 2.0, 2.0

    def read(self, document: Document, *, closely: bool) -> list[Any]:
        """Note a text."""
        assert closely in {True, False}
        self.before()
        self.asked.append(document.text)
        return [LabelReading("another", 0.0, ())]


def test_a_word_typed_has_one_piece_read_again() -> None:
    """Of a long text only what stands around the new word is read again, wherever it is typed."""
    inner = Counting()
    pieces = Piecewise(inner)
    text = " ".join(f"{number} is the number of this sentence in a text that goes on." for number in range(60))
    pieces.read(Document(text), closely=False)
    assert "".join(piece for piece in inner.asked) == text
    for at in range(0, len(text), 97):
        inner.asked.clear()
        pieces.read(Document(f"{text[:at]}word {text[at:]}"), closely=True)
        assert sum(map(len, inner.asked)) < 1_000


def test_who_goes_on_writing_does_not_wait_for_what_is_stale(office: Office) -> None:
    """A final reading that is under way is given up when a newer text is glanced at."""
    inner = Counting()
    office.desk._classifier = inner
    office.desk.rules_only = False
    glanced: list[threading.Thread] = []

    def go_on() -> None:
        inner.before = lambda: None
        glanced.append(threading.Thread(target=office.glance, args=(Document(PLAIN),)))
        newest = office._asked
        glanced[0].start()
        while office._asked == newest:  # until it waits for its turn
            pass

    inner.before = go_on
    with pytest.raises(OvertakenError):
        office.finish(Document(ASKS))
    glanced[0].join(20)
    assert any(PLAIN in text for text in inner.asked)


def test_both_readers_share_what_was_prepared(office: Office) -> None:
    """The readers of a text that is written use the patterns of the desk, and forget on request."""
    live = Live(office.desk.reviewer)
    assert live.glance.patterns is live.whole.patterns is office.desk.reviewer.patterns
    live.forget()


def test_lengths_say_where_they_are_from() -> None:
    """Every limit has a way to count that the page knows, an address and a day."""
    script = (writes.__file__.removesuffix("write.py")) + "static/write.js"
    with open(script, encoding="utf-8") as file:  # noqa: PTH123 - beside the page
        known = file.read()
    for one in lengths():
        assert one.limit > 0
        assert one.source
        assert one.checked
        assert re.search(rf"\b{one.counts}\b[:,]", known)


# --- pictures


def picture(*, gps: bool = True) -> bytes:
    """Draw an empty picture; with a place stored in it."""
    image = pytest.importorskip("PIL.Image")
    exif = image.Exif()
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 37.0, 12.0), 3: "W", 4: (116.0, 12.0, 36.0)})
    out = io.BytesIO()
    image.new("RGB", (320, 200), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_picture_is_looked_at_and_cleaned(client: TestClient) -> None:
    """A place stored in it is told in the desk's own words; the copy holds it no more."""
    given = picture()
    address = "/write/picture?surface=post&account=business"
    answer = client.post(address, content=given)
    assert answer.status_code == 200
    assert "A place is stored in this picture" in answer.text
    assert "--strip" not in answer.text
    cleaned = client.post("/write/picture/clean", content=given)
    assert cleaned.headers["X-Suffix"] == ".jpg"
    assert "A place is stored" not in client.post(address, content=cleaned.content).text


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\xff\xd8\xff but cut short"])
def test_what_is_no_picture_is_said(client: TestClient, content: bytes) -> None:
    """A file that cannot be read is refused in a whole sentence, and not cleaned."""
    answer = client.post("/write/picture?surface=post&account=business", content=content)
    assert "The picture is" in answer.text
    assert client.post("/write/picture/clean", content=content).status_code == 400


# --- in a browser


@pytest.fixture
def desk(page: Page) -> Page:
    """Give the Write page."""
    page.goto(page.url + "write")
    page.locator("#drafts h2, #drafts p").first.wait_for()
    return page


def rested(page: Page, state: str) -> None:
    """Wait until the verdict is this."""
    page.locator(f'#verdict[data-state="{state}"]').wait_for()


def marked(page: Page) -> list[str]:
    """Give the words that are underlined."""
    return page.locator("#mirror mark").all_inner_texts()


def test_words_are_underlined_as_one_types_and_mended_with_undo(desk: Page) -> None:
    """Typed words are underlined and get a card; its suggestion goes into the text, and Ctrl-Z takes it out."""
    rested(desk, "empty")
    desk.locator("#text").press_sequentially(ASKS)
    rested(desk, "hold")
    assert any(WORDS in words for words in marked(desk))
    assert desk.locator("#mirror").inner_text().strip() == ASKS
    card = desk.locator(".finding.block").first
    assert card.get_by_role("heading").inner_text().startswith("Asking clients")
    card.get_by_role("button", name="Use this").click()
    rested(desk, "clear")
    assert desk.locator("#text").input_value() != ASKS
    assert desk.locator(".finding").count() == 0
    desk.locator("#text").focus()
    desk.keyboard.press("Control+z")
    rested(desk, "hold")
    assert desk.locator("#text").input_value() == ASKS
    desk.get_by_role("button", name="Use this").first.click()
    desk.get_by_role("button", name="Undo").click()
    assert desk.locator("#text").input_value() == ASKS


def test_underlines_move_with_the_text(desk: Page) -> None:
    """While the desk has not answered yet, words typed before a finding move its underline along, emoji included."""
    desk.fill("#text", ASKS)
    rested(desk, "hold")
    before = marked(desk)
    desk.route("**/write/glance", lambda _: None)
    desk.route("**/write/review", lambda _: None)
    desk.locator("#text").press("Home")
    desk.keyboard.insert_text("Well 😀, ")
    assert marked(desk) == before
    assert desk.locator("#verdict").get_attribute("data-state") == "reading"


def test_mirror_and_text_have_the_same_measures(desk: Page) -> None:
    """Long lines, blank lines, tabs, right-to-left words and a last empty line are as high in both."""
    desk.fill("#text", f"{'word ' * 90}\n\n\tindented\n\u05e9\u05dc\u05d5\u05dd \u202eabc\n{'x' * 300}\n{ASKS}\n")
    rested(desk, "hold")
    heights = desk.evaluate(
        "[document.getElementById('mirror').scrollHeight, document.getElementById('text').scrollHeight]"
    )
    assert heights[0] == heights[1]
    assert desk.evaluate("document.getElementById('paper').scrollWidth <= document.getElementById('paper').clientWidth")


def test_it_is_never_clear_without_an_answer(desk: Page) -> None:
    """Where the desk does not answer, the page says that the text was not read, and reads it when asked again."""

    def refuse(route: Route) -> None:
        route.abort()

    desk.route("**/write/*", refuse)
    desk.fill("#text", PLAIN)
    rested(desk, "unread")
    assert "does not answer" in desk.locator("#verdict").inner_text()
    desk.unroute("**/write/*", refuse)
    desk.get_by_role("button", name="Try again").click()
    rested(desk, "clear")


SEEN = """() => {
  const bar = document.getElementById("verdict");
  window.seen = [];
  new MutationObserver(() => window.seen.push(bar.dataset.state)).observe(bar, { attributes: true });
}"""


def test_with_the_vault_locked_it_is_never_clear(listed: Office, desk: Page, passphrase: str) -> None:
    """A vault that locks between two readings makes nothing clear; opened in its place, the text is read again."""
    desk.fill("#text", NAMED)
    rested(desk, "hold")
    assert desk.locator("#apart").is_hidden()
    desk.evaluate(SEEN)
    listed.lock()
    desk.locator("#text").press("End")
    desk.keyboard.type(" Warmly.")
    rested(desk, "apart")
    desk.locator("#state").get_by_text("Vault locked").wait_for()
    assert "your client list was not compared: the vault is locked" in desk.locator("#verdict").inner_text()
    assert "client list" in desk.locator("#none").inner_text()
    desk.fill("#text", ASKS)
    rested(desk, "hold")
    assert "was not compared" in desk.locator("#apart").inner_text()
    desk.fill("#text", NAMED)
    rested(desk, "apart")
    assert "clear" not in desk.evaluate("window.seen")
    desk.locator("#verdict").get_by_role("button", name="Open the vault").locator("visible=true").click()
    desk.locator("#vault-here").get_by_label("Passphrase").fill(passphrase)
    desk.locator("#vault-here").get_by_role("button", name="Unlock").click()
    rested(desk, "hold")
    desk.locator("#vault-here form").wait_for(state="detached")
    desk.locator("#state").get_by_text("Vault open").wait_for()
    assert desk.locator("#text").input_value() == NAMED
    assert desk.locator("#apart").is_hidden()
    desk.fill("#text", PLAIN)
    rested(desk, "clear")


def test_words_that_are_still_composed_are_not_clear(desk: Page) -> None:
    """While an input method composes, the verdict on the words before is taken back; then the whole is read."""
    desk.fill("#text", PLAIN)
    rested(desk, "clear")
    desk.locator("#text").press("End")
    methods = desk.context.new_cdp_session(desk)
    methods.send("Input.imeSetComposition", {"text": f" {ASKS}", "selectionStart": 5, "selectionEnd": 5})
    rested(desk, "reading")
    assert desk.locator("#text").input_value() == f"{PLAIN} {ASKS}"
    methods.send("Input.insertText", {"text": f" {ASKS}"})
    rested(desk, "hold")


def test_leaving_is_asked_about_while_words_are_not_kept(desk: Page) -> None:
    """Words that the desk has not kept are not left without a question; kept ones are."""
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", agree)
    desk.locator("#text").press_sequentially("A")
    desk.reload()
    assert asked == ["beforeunload"]
    desk.locator("#text").press_sequentially("A")
    desk.evaluate("window.write.kept = JSON.stringify(write.content())")
    desk.reload()
    desk.locator("#text").press_sequentially("  ")
    desk.reload()
    assert asked == ["beforeunload"]


def test_no_spell_checker_is_given_the_words(desk: Page) -> None:
    """Browsers and their extensions are asked to send typed words nowhere, in the editor and on the cards."""
    desk.fill("#text", ASKS)
    rested(desk, "hold")
    fields = "main textarea, main input:not([type=hidden], [type=date], [type=file])"
    told = desk.locator(fields).evaluate_all("all => all.map(one => [one.spellcheck, one.dataset.gramm])")
    assert len(told) > 3
    assert all(one == [False, "false"] for one in told)


def test_stale_answers_are_dropped(desk: Page) -> None:
    """An answer to a text that was changed meanwhile says nothing about the new one."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    desk.route("**/write/review", hold)
    with desk.expect_request("**/write/review"):
        desk.fill("#text", PLAIN)
    desk.fill("#text", ASKS)
    held[0].continue_()
    rested(desk, "hold")


def test_keys_alone_lead_through_the_findings(desk: Page) -> None:
    """F8 goes to a finding, Alt+Enter to its card, Esc back to its words."""
    desk.fill("#text", f"{PLAIN}\n\n{ASKS}")
    rested(desk, "hold")
    desk.keyboard.press("F8")
    selected = "(a => a.value.slice(a.selectionStart, a.selectionEnd))(document.getElementById('text'))"
    assert WORDS in desk.evaluate(selected)
    desk.keyboard.press("Alt+Enter")
    assert "finding" in (desk.evaluate("document.activeElement.className") or "")
    desk.keyboard.press("Escape")
    assert desk.evaluate("document.activeElement.id") == "text"
    assert WORDS in desk.evaluate(selected)
    assert re.match(r"\d finding", desk.locator("#heard").inner_text())


def test_what_is_typed_in_a_card_outlasts_a_new_reading(desk: Page) -> None:
    """A reason that is half written stays while the text is read again; then the finding is let stand, and back."""
    desk.fill("#text", ASKS)
    rested(desk, "hold")
    card = desk.locator(".finding.block").first
    card.get_by_text("Let it stand", exact=True).first.click()
    card.get_by_label("Who lets it stand").fill("R. Example")
    card.get_by_label("Why").fill("It quotes what others ask.")
    with desk.expect_response("**/write/review"):
        desk.locator("#text").press("End")
        desk.keyboard.insert_text(" We are open on Monday.")
    rested(desk, "hold")
    assert card.get_by_label("Why").input_value() == "It quotes what others ask."
    card.get_by_role("button", name="Let it stand").click()
    rested(desk, "clear")
    assert desk.locator("#mirror mark.stands").count() > 0
    desk.get_by_role("button", name="Take it back").click()
    rested(desk, "hold")


def test_notice_and_crisis_line_go_in_at_the_cursor(desk: Page) -> None:
    """Both are inserted with a line of their own, and neither is found fault with."""
    desk.fill("#text", PLAIN)
    desk.get_by_role("button", name="Insert the notice").click()
    desk.get_by_role("button", name="Insert the crisis line").click()
    assert "988" in desk.locator("#text").input_value()
    assert desk.locator("#text").input_value().startswith(f"{PLAIN}\n\nFor general education only.")
    rested(desk, "clear")


@pytest.mark.parametrize(
    ("platform", "text", "count"),
    [
        ("x", "https://example.org/a/very/long/address/that/goes/on 漢😀é", "29"),
        ("bluesky", "👩‍👩‍👧e\u0301", "2"),
        ("mastodon", "@someone@example.org hi", "11"),
        ("threads", "a😀", "5"),
        ("google-reply", "é", "2"),
        ("linkedin", "😀", "2"),
    ],
)
def test_length_is_counted_as_the_platform_counts(desk: Page, platform: str, text: str, count: str) -> None:
    """Each platform counts in its own way."""
    desk.select_option("#platform", platform)
    desk.fill("#text", text)
    desk.wait_for_function("n => document.getElementById('length').textContent.startsWith(n + ' of ')", arg=count)
    desk.fill("#text", text * 3000)
    desk.locator("#length.over").wait_for()
    assert "too long" in desk.locator("#length").inner_text()


def test_a_very_long_draft_waits_until_it_is_asked_for(desk: Page) -> None:
    """A million characters neither freeze the page nor are read unasked; it can be read and typed in."""
    desk.evaluate(f"write.load({{text: {ASKS!r} + '\\n' + 'A day like any other.\\n\\n'.repeat(42000)}})")
    rested(desk, "long")
    desk.locator("#text").press("x")
    rested(desk, "long")
    desk.evaluate(f"write.load({{text: {ASKS!r} + '\\n' + 'A day. '.repeat(15000)}})")
    desk.get_by_role("button", name="Read it now").click()
    desk.locator('#verdict[data-state="hold"]').wait_for(timeout=60_000)
    assert desk.locator(".finding").count() > 0


def test_in_a_very_long_draft_a_change_is_taken_back(desk: Page) -> None:
    """Past what the browser's own undo is used for, what was put in goes out again; what was not is not claimed."""
    text = f"{PLAIN} " * 3100
    desk.fill("#text", text)
    rested(desk, "long")
    desk.get_by_role("button", name="Insert the notice").click()
    assert len(desk.locator("#text").input_value()) > len(text)
    desk.get_by_role("button", name="Undo").click()
    assert desk.locator("#text").input_value() == text
    assert desk.locator("#said").inner_text() == "The words are as they were."
    assert desk.locator("#undo-place").is_hidden()
    desk.fill("#text", PLAIN)
    desk.evaluate("desk.say('')")
    desk.get_by_role("button", name="Insert the notice").click()
    desk.evaluate("document.execCommand = () => false")
    desk.get_by_role("button", name="Undo").click()
    assert desk.locator("#said").text_content() == ""


def test_drafts_give_and_take_the_whole_content(desk: Page) -> None:
    """What `load` is given `content` gives back, and it is read."""
    given = {"text": ASKS, "surface": "reply", "account": "personal", "in_reply_to": "Hello?", "platform": "x"}
    desk.evaluate("given => write.load(given)", given)
    assert desk.evaluate("write.content()") == given
    assert desk.locator("#answered").get_attribute("open") is not None
    rested(desk, "hold")


def test_hostile_words_stay_words(desk: Page) -> None:
    """Markup in a text is drawn as words in mirror and cards; nothing of it runs."""
    desk.fill(
        "#text", f"<img src=x onerror=\"document.title='gone'\"><script>document.title='gone'</script> \u202e {ASKS}"
    )
    rested(desk, "hold")
    assert desk.locator("#mirror img, #findings img, #findings script").count() == 0
    assert "gone" not in desk.title()


def test_a_picture_is_dropped_looked_at_and_cleaned(desk: Page) -> None:
    """A chosen picture is shown with what was found, and a cleaned copy comes as a download."""
    given = picture()
    desk.get_by_text("A picture goes with it").click()
    desk.set_input_files("#picture", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": given})
    desk.get_by_text("A place is stored in this picture").wait_for(timeout=60_000)
    desk.wait_for_function("document.querySelector('.frame img').naturalWidth === 320")
    with desk.expect_download() as coming:
        desk.get_by_role("button", name="Download a cleaned copy").click()
    assert coming.value.suggested_filename == "picture-clean.jpg"


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (1200, "dark"), (360, "light")])
def test_everybody_can_use_it(desk: Page, width: int, scheme: Any) -> None:  # noqa: ANN401 - as Playwright names it
    """With a card open, no serious or critical finding of axe-core, and no sideways scrolling."""
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    desk.set_viewport_size({"width": width, "height": 800})
    desk.fill("#text", f"{ASKS} I am the best therapist in town.")
    rested(desk, "hold")
    for summary in desk.locator("summary").all():
        summary.click()
    found = [one for one in Axe().run(desk).response["violations"] if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width

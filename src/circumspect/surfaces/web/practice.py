"""My practice: the profile as plain questions, what follows from it, what was let stand, names on screen.

Open it to change a question. What the answers become, and how the file is kept, is services/profiles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse, Response

from circumspect.domain.profile import HOUSE
from circumspect.rulebook.profile import PLACE, PROFESSIONS, SETTINGS, ProfileError
from circumspect.services import profiles
from circumspect.surfaces.web import _places, _wording
from circumspect.surfaces.web._page import FormOf, PageOf, word

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from circumspect.domain.profile import Profile
    from circumspect.services.acceptances import Entry
    from circumspect.services.profiles import Row, Tables
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/practice")

_MOST_ROWS = 100
QUESTIONS = {
    "testimonial_scope": "From whom will you not use testimonials?",
    "promotion_policy": "How closely should promotion be read?",
    "superiority_claims": "May you say that you are better than others?",
    "former_clients": "How long is a former client treated as a client?",
    "review_reply_policy": "How do you answer public reviews?",
    "education_posts": "Is a teaching post an advertisement?",
}


@router.get("")
def profile(page: PageOf) -> Response:
    """Ask for everything that the profile holds, with what stands in it now."""
    office = page.office
    return page.show(
        "practice.html",
        place=office.profile_place,
        mark=profiles.mark(office.profile_place),
        undo=profiles.has_before(office.profile_place),
        **(_asked(page, profiles.tables_of(office.desk.profile)) | _follows(page, office.desk.profile)),
    )


def _asked(page: Page, tables: Tables) -> dict[str, Any]:
    """Give what the form shows."""
    codes = page.office.desk.ruleset.codes.values()
    known = dict.fromkeys([*_wording.ASSOCIATIONS, *sorted({a for c in codes for a in c.applies_when.associations})])
    clinician = tables["clinician"]
    return {
        "tables": tables,
        "joined": {*clinician["associations"], *clinician["certifications"]},
        "known": [name for name in known if name],
        "others": [n for n in (*clinician["associations"], *clinician["certifications"]) if n not in known],
        "professions": PROFESSIONS,
        "settings": SETTINGS,
        "house": HOUSE,
        "questions": QUESTIONS,
        "places": _places,
        "lines": page.office.desk.ruleset.crisis_lines,
        "disclaimers": page.office.desk.ruleset.disclaimers,
        "wording": _wording,
    }


def _follows(page: Page, chosen: Profile) -> dict[str, Any]:
    """Give what follows from a profile: codes that bind, rules that are read otherwise."""
    ruleset, day = page.office.desk.ruleset, page.office.today
    return {
        "binding": [(one, _wording.because(page.say, one.because)) for one in profiles.binding(ruleset, chosen, day)],
        "changes": profiles.changes(ruleset, chosen),
        "line": ruleset.crisis_lines.get(chosen.crisis_country, ""),
        "wording": _wording,
    }


@router.get("/row/{kind}/{number}")
def row(page: PageOf, kind: str, number: int) -> Response:
    """Give an empty row for another licence or account."""
    template = "_practice_licence.html" if kind == "licence" else "_practice_account.html"
    return page.show(template, number=number, row={}, places=_places, focus=True)


@router.post("/follows")
def follows(page: PageOf, form: FormOf) -> Response:
    """Say what would follow from the answers as they stand, and what is amiss in them; nothing is saved."""
    tables, problems = answers(page, form)
    if not problems:
        try:
            chosen = profiles.checked(tables, page.office.profile_place.name)
        except ProfileError as error:
            problems = [str(error)]
        else:
            notes = profiles.keeps_notes(page.office.profile_place, tables)
            return page.show("_practice_follows.html", problems=[], notes=notes, **_follows(page, chosen))
    return page.show(
        "_practice_follows.html", problems=problems, notes=True, **_follows(page, page.office.desk.profile)
    )


@router.post("")
def save(page: PageOf, form: FormOf) -> Response:
    """Write the answers down, and read by them from now on."""
    place = page.office.profile_place
    tables, problems = answers(page, form)
    if not problems and word(form, "mark") != profiles.mark(place):
        problems = [page.say("The file was changed by somebody else since this page was opened. Reload the page.")]
    if problems:
        return page.show("_practice_saved.html", problems=problems)
    if not profiles.keeps_notes(place, tables) and not word(form, "anyway"):
        return page.show("_practice_saved.html", problems=[], ask=True)
    try:
        with page.office.alone():
            saved = profiles.save(place, tables)
            page.office.reload()
    except ProfileError as error:
        return page.show("_practice_saved.html", problems=[str(error)])
    except OSError as error:
        words = page.say("The file could not be written (%(why)s). Look whether its folder can be written to.")
        return page.show("_practice_saved.html", problems=[words % {"why": error.strerror or type(error).__name__}])
    return page.show("_practice_saved.html", problems=[], saved=saved, place=place, mark=profiles.mark(place))


@router.post("/put-back")
def put_back(page: PageOf) -> Response:
    """Put the profile as it was before the last saving in its place."""
    with page.office.alone():
        profiles.put_back(page.office.profile_place)
        page.office.reload()
    return page.go("/practice")


def answers(page: Page, form: FormData) -> tuple[Tables, list[str]]:
    """Give what was answered as the tables of a profile, and what is amiss in it, in plain words."""
    before = profiles.tables_of(page.office.desk.profile)
    problems: list[str] = []
    clinician: Row = {key: word(form, f"clinician.{key}") for key in ("name", "title", "supervisor")}
    for key, usual in (("profession", "social-work"), ("country", "US"), ("setting", "solo")):
        clinician[key] = word(form, f"clinician.{key}") or usual
    for key in ("hipaa_covered", "part2_program"):
        clinician[key] = word(form, f"clinician.{key}") == "yes"
    joined = [str(name) for name in form.getlist("association")] + _parts(word(form, "associations"))
    certified = set(before["clinician"]["certifications"])
    names = list(dict.fromkeys(name.strip().lower() for name in joined if name.strip()))
    clinician["associations"] = _as_before(
        [n for n in names if n not in certified], before["clinician"]["associations"]
    )
    clinician["certifications"] = [name for name in before["clinician"]["certifications"] if name in names]
    practice: Row = {key: word(form, f"practice.{key}") for key in ("name", "phone", "site", "email", "address")}
    practice["colleagues"] = [
        line.strip() for line in str(form.get("practice.colleagues", "")).splitlines() if line.strip()
    ]
    house: Row = {key: word(form, f"house.{key}") or before["house"][key] for key in HOUSE}
    years = word(form, "house.former_client_years") or "2"
    if not years.isascii() or not years.isdigit() or len(years) > 2:  # noqa: PLR2004 - two digits
        problems.append(page.say("Write the years for former clients as a whole number, for example 2."))
        years = "2"
    return {
        "clinician": clinician,
        "practice": practice,
        "wording": {key: word(form, f"wording.{key}") for key in ("disclaimer", "crisis_country")},
        "house": house | {"former_client_years": int(years)},
        "licence": list(_licences(page, form, problems)),
        "account": list(_accounts(page, form, problems)),
    }, problems


def _as_before(names: list[str], before: list[str]) -> list[str]:
    """Keep the order that the file has, so that a list that did not change is not written anew."""
    return [*(name for name in before if name in names), *(name for name in names if name not in before)]


def _rows(form: FormData, table: str, keys: tuple[str, ...]) -> list[Row]:
    """Give the rows of a repeated question in their order, without empty ones and without what is empty in them."""
    numbers = sorted({int(n) for name in form if name.startswith(f"{table}.") and (n := name.split(".")[1]).isdigit()})
    rows = [{key: word(form, f"{table}.{number}.{key}") for key in keys} for number in numbers[:_MOST_ROWS]]
    return [{key: value for key, value in row.items() if value} for row in rows if any(row.values())]


def _licences(page: Page, form: FormData, problems: list[str]) -> list[Row]:
    rows = _rows(form, "licence", ("jurisdiction", "type", "number", "supervisor"))
    for row in rows:
        place = row.get("jurisdiction", "")
        if not PLACE.fullmatch(place):
            problems.append(page.say("Choose where each of your licences was given."))
        elif not row.get("type"):
            words = page.say("Say what kind of licence you hold in %(place)s, for example LCSW.")
            problems.append(words % {"place": _places.NAMES.get(place, place)})
    return rows


def _accounts(page: Page, form: FormData, problems: list[str]) -> list[Row]:
    rows = [row for row in _rows(form, "account", ("platform", "handle", "kind")) if set(row) - {"kind"}]
    if not all(row.get("platform") and row.get("handle") for row in rows):
        problems.append(page.say("Each account needs a platform and its name there."))
    return rows


def _parts(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()]


@router.get("/accepted")
def accepted(page: PageOf) -> Response:
    """List the findings that somebody let stand: those that end soonest first, then those that have ended."""
    desk, today = page.office.desk, page.office.today
    titles = {rule.id: rule.title for rule in desk.ruleset.rules}
    entries = sorted(desk.ledger.entries(), key=lambda entry: entry.acceptance.until)

    def told(entry: Entry) -> tuple[Entry, str, int]:
        return entry, titles.get(entry.rule, ""), (entry.acceptance.until - today).days

    return page.show(
        "practice_accepted.html",
        accepted=[told(entry) for entry in entries if entry.acceptance.until >= today],
        ended=[told(entry) for entry in reversed(entries) if entry.acceptance.until < today][:200],
        place=desk.home.ledger,
    )


@router.post("/blur")
def blur(page: PageOf, on: Annotated[bool, Body(embed=True)]) -> Response:
    """Blur people's names on every page, or show them again."""
    page.office.blurred = on
    words = page.say("Names are blurred.") if on else page.say("Names are shown.")
    return JSONResponse({"blurred": on, "words": words})

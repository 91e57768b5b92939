"""circumspect.toml → Profile. Open it to change what a profile file may say.

Strict on purpose: a misspelt key would otherwise loosen a rule without anyone noticing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from circumspect.domain.errors import PlainError
from circumspect.domain.profile import HOUSE, Licence, OnlineAccount, Practice, Profile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "circumspect.toml"
PROFESSIONS = {
    "social-work": "clinical social work",
    "psychology": "psychology",
    "counseling": "professional counseling",
    "marriage-family-therapy": "marriage and family therapy",
    "substance-use": "substance use counseling",
    "psychiatry": "psychiatry",
}
SETTINGS = ("solo", "group", "agency", "school", "telehealth-platform", "student")
# The shape of the file: table → keys. Everything else is refused.
TABLES: dict[str, tuple[str, ...]] = {
    "clinician": (
        "name", "title", "profession", "associations", "certifications", "country", "hipaa_covered",
        "part2_program", "setting", "supervisor",
    ),
    "practice": ("name", "phone", "site", "email", "address", "colleagues"),
    "house": (*HOUSE, "former_client_years"),
    "wording": ("disclaimer", "crisis_country"),
    "licence": ("jurisdiction", "type", "number", "supervisor"),
    "account": ("platform", "handle", "kind"),
}  # fmt: skip
_LISTS = ("associations", "certifications", "colleagues")
_FLAGS = ("hipaa_covered", "part2_program")
_NUMBERS = ("former_client_years",)
_CHOICES: dict[str, tuple[str, ...]] = {
    **{name: tuple(options) for name, options in HOUSE.items()},
    "profession": tuple(PROFESSIONS),
    "setting": SETTINGS,
    "kind": ("business", "personal"),
}
PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


class ProfileError(PlainError, ValueError):
    """A profile that cannot be read; the message names the key and what to do."""


def load_profile(path: Path) -> Profile:
    """Read a profile file. Raises ProfileError; never falls back to a default by itself."""
    try:
        with path.open("rb") as file:
            plain = tomllib.load(file)
    except FileNotFoundError:
        raise ProfileError(f"{path.name}: there is no such file; write one with `circumspect init`") from None
    except OSError as error:
        raise ProfileError(f"{path.name}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ProfileError(f"{path.name}: is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path.name}: is not TOML: {error}") from None
    return profile_of(plain, path.name)


def profile_of(tables: Mapping[str, Any], source: str) -> Profile:
    """Build a profile from the tables of a file. Raises ProfileError."""
    return profile_from(_flat(tables, source), source)


def _flat(plain: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Turn the tables of a file into the fields of a profile."""
    flat: dict[str, Any] = {}
    for table, content in plain.items():
        if table not in TABLES:
            raise ProfileError(f"{name}: unknown table [{table}]{_near(table, TABLES)}")
        repeated = table in ("licence", "account")
        if repeated and not isinstance(content, list):
            raise ProfileError(f"{name}: write [[{table}]] with two brackets, once for each")
        rows = content if isinstance(content, list) else [content]
        if not all(isinstance(row, dict) for row in rows) or (not repeated and isinstance(content, list)):
            raise ProfileError(f"{name}: [{table}] must hold `key = value` lines")
        for row in rows:
            _check_keys(row, TABLES[table], f"{name}: [{table}]")
        if repeated:
            flat[f"{table}s"] = rows
        elif table == "practice":
            flat["practice"] = content
        else:
            flat |= content
    return flat


def profile_from(plain: Mapping[str, Any], source: str) -> Profile:
    """Build a profile from plain values (field names of Profile). Raises ProfileError."""
    known = {f.name for f in fields(Profile)} - {"source"}
    _check_keys(plain, tuple(known), source)
    made: dict[str, Any] = {"source": source}
    for name, value in plain.items():
        match name:
            case "licences":
                made[name] = tuple(_licence(row, source) for row in value)
            case "accounts":
                made[name] = tuple(OnlineAccount(**_checked(row, f"{source}: [[account]]")) for row in value)
            case "practice":
                made[name] = Practice(**_checked(value, f"{source}: [practice]"))
            case _:
                made[name] = _checked({name: value}, source)[name]
    profile = Profile(**made)
    if profile.crisis_country != "US" or "crisis_country" in plain or profile.country == "US":
        return profile
    return profile_from({**plain, "crisis_country": profile.country}, source)


def _licence(row: Mapping[str, Any], source: str) -> Licence:
    checked = _checked(row, f"{source}: [[licence]]")
    for needed in ("jurisdiction", "type"):
        if not checked.get(needed):
            raise ProfileError(f"{source}: [[licence]] needs a {needed}")
    if not PLACE.fullmatch(checked["jurisdiction"]):
        raise ProfileError(
            f"{source}: [[licence]] jurisdiction {checked['jurisdiction']!r} must look like US-TX, CA-ON or GB",
        )
    return Licence(**checked)


def _check_keys(row: Mapping[str, Any], allowed: tuple[str, ...], where: str) -> None:
    for key in row:
        if key not in allowed:
            raise ProfileError(f"{where}: unknown key {key!r}{_near(key, allowed)}")


def _checked(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Check the type and choice of each value."""
    made: dict[str, Any] = {}
    for key, value in row.items():
        if key in _LISTS:
            if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
                raise ProfileError(f'{where}: {key} must be a list, for example {key} = ["nasw"]')
            made[key] = tuple(v.strip() if key == "colleagues" else v.strip().lower() for v in value)
        elif key in _FLAGS:
            if not isinstance(value, bool):
                raise ProfileError(f"{where}: {key} must be true or false")
            made[key] = value
        elif key in _NUMBERS:
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise ProfileError(f"{where}: {key} must be a whole number of years")
            made[key] = value
        elif not isinstance(value, str):
            raise ProfileError(f"{where}: {key} must be text in quotes")
        elif key in _CHOICES and value not in _CHOICES[key]:
            options = ", ".join(_CHOICES[key])
            raise ProfileError(f"{where}: {key} cannot be {value!r}{_near(value, _CHOICES[key])} (one of: {options})")
        else:
            made[key] = value.strip()
    return made


def _near(name: str, known: object) -> str:
    near = get_close_matches(name, [str(k) for k in known], 1, 0.5)  # type: ignore[attr-defined]
    return f"; did you mean {near[0]!r}?" if near else ""

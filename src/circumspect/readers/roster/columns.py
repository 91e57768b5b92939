"""What the columns of a client list mean. Open it when an EHR names a column in a way that is not known here.

Headings are compared without case, accents, signs and numbers: `Guardian 2 E-mail` is `guardian e mail`, number 2.
Sources: what the help pages of SimplePractice, TherapyNotes, Jane, TheraNest, TherapyAppointment and Practice Better
call these fields, the headings other importers accept, and their usual Spanish and French.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from circumspect.readers.roster.standings import plain, standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict
    from collections.abc import Sequence

    from circumspect.readers.roster._kit import Table

LEAVE_OUT = "leave out"
ROLES = ("guardian", "parent", "partner", "relative", "emergency contact")
PARTS = (
    "", "first name", "middle name", "last name", "preferred name", "former name", "email", "phone", "handle",
    "relation",
)  # fmt: skip
_OWN = """
full name: name, names, full name, client, client name, clients name, patient, patient name, display name, contact,
  formatted name, name last first, last name first name, client full name, nombre completo, nombre y apellidos,
  nombre del cliente, nombre del paciente, cliente, paciente, nom complet, nom et prenom, nom du client, client e
first name: first name, firstname, first, fname, given name, given names, given, forename, legal first name,
  first name legal, nombre, nombres, nombre s, primer nombre, nombre de pila, prenom, prenoms, prenom s
middle name: middle name, middle names, middlename, middle, middle initial, mi, m i, additional name, segundo nombre,
  deuxieme prenom
last name: last name, lastname, last, lname, surname, family name, familyname, legal last name, last name legal,
  apellido, apellidos, apellido s, primer apellido, apellido paterno, segundo apellido, apellido materno,
  nom de famille
preferred name: preferred name, preferred first name, preferred, goes by, name they go by, what name do they go by,
  nickname, nick name, known as, aka, a k a, chosen name, name used, alias, nombre preferido, apodo, nom prefere,
  prenom prefere, prenom usuel, nom d usage, surnom, diminutif
former name: former name, previous name, previous names, previous last name, former last name, maiden name, maiden,
  birth name, name at birth, prior name, nombre anterior, apellido de soltera, nom de jeune fille, nom de naissance,
  ancien nom
email: email, emails, e mail, email address, e mail address, email addresses, mail, home email, work email,
  personal email, primary email, secondary email, other email, alternate email, email home, email work, correo,
  correo electronico, email du client, courriel, adresse courriel, adresse e mail, adresse email, mel
phone: phone, phones, phone number, phone numbers, telephone, telephone number, tel, mobile, mobile phone,
  mobile number, cell, cell phone, cellphone, cell number, home phone, work phone, home, other phone, primary phone,
  secondary phone, alternate phone, phone mobile, phone home, phone work, phone cell, telefono, telefono movil,
  movil, celular, telephone portable, telephone mobile, portable, cellulaire, telephone domicile
handle: handle, handles, username social media, social media, social media handle, social handle, instagram,
  instagram handle, facebook, facebook profile, twitter, twitter handle, x handle, tiktok, tiktok handle, linkedin,
  linkedin profile, threads, bluesky, mastodon, reddit, snapchat, youtube, usuario de instagram, redes sociales,
  reseaux sociaux
town: city, town, suburb, city town, municipality, ciudad, municipio, poblacion, localidad, ville, commune
state: state, province, region, state province, province state, county, provincia, departamento, comunidad autonoma,
  departement
status: status, client status, patient status, current status, case status, record status, account status,
  status of client, estatus, situacion, statut, statut du client, etat
ended: discharge date, date discharged, discharged on, discharged, discharge, termination date, date terminated,
  end date, date ended, ended, ended on, closed date, date closed, case closed, closing date, inactive date,
  inactive since, inactivated on, archive date, archived on, date archived, treatment end date, end of treatment,
  fecha de alta, fecha de fin, fecha de cierre, fin de tratamiento, date de fin, date de cloture, fin de suivi,
  date de fin de suivi
last seen: last appointment, last appointment date, last appt, last appt date, last session, last session date,
  last visit, last visit date, last seen, date last seen, last date of service, date of last service, last service,
  last service date, most recent appointment, ultima cita, ultima sesion, ultima visita, dernier rendez vous,
  derniere seance, derniere visite
is active: active, is active, active client, activo, actif
is archived: archived, is archived, inactive, is inactive, archivado, archive, inactif
client id: id, client id, clientid, patient id, patientid, client number, patient number, client no, patient no,
  chart number, chart no, chart, chart id, mrn, record number, record id, medical record number, account number,
  acct, case number, uid, external id, unique id, identifiant, numero de cliente, numero de paciente,
  numero de expediente, numero de dossier, no de dossier
kind: client type, patient type, type of client, kind, tipo de cliente, type de client
has died: deceased, is deceased, died, date of death, death date, deceased date, date deceased, deceased on, fallecido,
  fecha de fallecimiento, fecha de defuncion, decede, date de deces
roster number: roster number
entered: entered
"""
_ROLES = {
    "guardian": "guardian, legal guardian, parent guardian, guardian parent, parents guardians, tutor, tutora, "
    "tutor legal, tuteur, tutrice, tuteur legal, representant legal",
    "parent": "parent, parents, mother, father, mom, mum, dad, mere, pere, madre, padre, padres",
    "partner": "partner, spouse, husband, wife, spouse partner, partner spouse, significant other, co client, "
    "pareja, conyuge, esposo, esposa, conjoint, conjointe, partenaire, epoux, epouse",
    "relative": "relative, related, related person, related client, family member, household member, relation, "
    "familiar, membre de la famille",
    "emergency contact": "emergency contact, emergency, in case of emergency, contacto de emergencia, "
    "contact d urgence, contact en cas d urgence",
}
_PARTS = {
    "": ", name, full name, contact name, nombre, nom",
    "first name": "first name, first, given name, prenom",
    "middle name": "middle name, middle initial",
    "last name": "last name, last, surname, family name, apellido, apellidos",
    "preferred name": "preferred name, goes by, nickname",
    "former name": "former name, previous name",
    "handle": "handle, instagram, instagram handle, facebook, social media, social media handle",
    "email": "email, e mail, email address, e mail address, correo, courriel",
    "phone": "phone, phone number, telephone, mobile, cell, cell phone, mobile phone, home phone, work phone, "
    "telefono, celular",
    "relation": "relation, relationship, relationship to client, relationship to patient, relation to client, type, "
    "parentesco, lien, lien de parente",
}
_ALONE = "relationship, relationship to client, relation to client, relationship type, parentesco, lien de parente"
# What is left at the door: the words of a heading, and what to call it.
_DROPPED = """
birth dates and ages: birth, birthday, birthdate, dob, born, age, ages, nacimiento, naissance, edad, anniversaire
sex, gender and pronouns: sex, gender, pronoun, pronouns, orientation, sexo, sexe, genero, genre, pronombres, pronoms
diagnoses and health: diagnosis, diagnoses, dx, icd, diagnostico, diagnostic, medication, medications, allergy,
  allergies, symptoms, disability, health, medical, treatment, presenting, problem, physician, doctor, pharmacy
insurance: insurance, insurer, payer, payor, policy, member, subscriber, group, copay, authorization, plan, seguro,
  assurance, mutuelle, medicare, medicaid, insured, eligibility
money: fee, fees, rate, balance, billing, invoice, invoices, payment, payments, card, credit, charge, charges, paid,
  owed, tarifa, saldo, solde, tarif, honoraires, superbill, statement, statements, responsible
notes: note, notes, comment, comments, memo, remarks, notas, observaciones, remarques, alert, alerts, goals, reason
government numbers: ssn, social security, sin, nss, license, licence, passport, dni, nif, curp, npi, tax, ein, nir
life outside therapy: race, ethnicity, religion, marital, employer, employment, occupation, school, language,
  languages, citizenship, veteran, income, civil, ocupacion, profession, idioma, langue, estado civil
street addresses: street, address, zip, zipcode, postal, postcode, country, direccion, calle, adresse, rue, pais, pays,
  apartment, unit
work of the practice: clinician, therapist, provider, counselor, practitioner, supervisor, referral, referred, referrer,
  reminder, reminders, consent, permission, voicemail, portal, created, added, updated, modified, intake, next,
  upcoming, first appointment, appointments, sessions, location, office, tag, tags, timezone, preference, preferences,
  opt, marketing, waiver, title, prefix, suffix, photo, login, password
"""
_QUALIFIERS = re.compile(r"^(?:client|clients|patient|patients|primary|legal|contact|main|member|person|personal) ")
_UNCLEAR = {"estado": ("status", "state"), "etat": ("status", "state"), "nom": ("last name", "full name")}
_PLATFORMS = (
    "instagram", "facebook", "twitter", "tiktok", "linkedin", "threads", "bluesky", "mastodon", "reddit", "snapchat",
    "youtube",
)  # fmt: skip
_ENOUGH = 0.6
_LOOKED_AT = 200
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"\+?[\d\s().-]{7,20}(?:(?:x|ext)\.?\s*\d+)?")
_WORDS = re.compile(r"[^\W\d_][\w'\u2019.,&\s()-]*")


def _table(words: str) -> dict[str, str]:
    """Read `meaning: word, word` lines into word → meaning."""
    found: dict[str, str] = {}
    for line in re.sub(r"\n  ", " ", words.strip()).split("\n"):
        meaning, _, listed = line.partition(": ")
        found |= {word.strip(): meaning for word in listed.split(",") if word.strip()}
    return found


def _role_table() -> dict[str, str]:
    """Give every heading made of a role and a part, in both orders."""
    found = {word.strip(): "relative relation" for word in _ALONE.split(",")}
    for role, called in _ROLES.items():
        for part, named in _PARTS.items():
            for first in (word.strip() for word in called.split(",")):
                for second in (word.strip() for word in named.split(",")):
                    found.setdefault(f"{first} {second}".strip(), f"{role} {part}".strip())
                    found.setdefault(f"{second} {first}".strip(), f"{role} {part}".strip())
    return found


_EXACT: dict[str, str] = {**_role_table(), **_table(_OWN)}
_KINDS = _table(_DROPPED)
FIELDS = (
    *dict.fromkeys(_table(_OWN).values()), *(f"{role} {part}".strip() for role in ROLES for part in PARTS), LEAVE_OUT,
)  # fmt: skip


class ColumnError(ValueError):
    """A column that is told to be what it cannot be; the message says how to name it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its heading, what it means and how sure that is.

    `field`: one of FIELDS, or None where nothing is known; `kind`: for a column left at the door, what it holds;
    `number`: the 2 of `Guardian 2 Name`; `platform`: for a handle; `choices`: what it may be, where that is unclear.
    """

    index: int
    header: str
    field: str | None = None
    sure: bool = True
    kind: str = ""
    number: int = 1
    platform: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """What every column of a table means."""

    columns: tuple[Column, ...]

    def of(self, field: str) -> tuple[Column, ...]:
        """Give the columns with this meaning, in their order."""
        return tuple(column for column in self.columns if column.field == field)

    @property
    def named(self) -> bool:
        """Whether any column says who someone is."""
        return any(column.field in {"full name", "first name", "last name"} for column in self.columns)

    @property
    def unclear(self) -> tuple[Column, ...]:
        """The columns whose meaning is a guess."""
        return tuple(column for column in self.columns if not column.sure)

    @property
    def dropped(self) -> tuple[Column, ...]:
        """The columns left at the door, known for what they are."""
        return tuple(column for column in self.columns if column.field == LEAVE_OUT)

    @property
    def unknown(self) -> tuple[Column, ...]:
        """The columns that nobody knows; they are not kept either."""
        return tuple(column for column in self.columns if column.field is None)

    def told(self, wishes: Dict[str, str]) -> Mapping:
        """Apply what the user says: heading or `column 3` → field. Raises ColumnError."""
        columns = list(self.columns)
        for said, wanted in wishes.items():
            field = " ".join(wanted.casefold().replace("_", " ").replace("-", " ").split())
            if field not in FIELDS:
                raise ColumnError(f"--column: a column can be one of: {', '.join(FIELDS)}")
            at = self._place(said)
            columns[at] = replace(columns[at], field=field, sure=True, kind="", choices=())
        return Mapping(tuple(columns))

    def _place(self, said: str) -> int:
        """Find a column by heading or number. Raises ColumnError."""
        wanted = " ".join(said.casefold().split())
        for column in self.columns:
            if wanted in (column.header.casefold(), f"column {column.index + 1}"):
                return column.index
        raise ColumnError(
            f"--column: there is no such heading; name it as in the file, or as column 1 to {len(self.columns)}"
        )


@lru_cache(maxsize=2048)
def _key(header: str) -> tuple[str, int]:
    """Split a heading into its plain words and its number."""
    header = re.sub(r"#(?!\s*\d)", " number ", re.sub(r"['\u2019]s\b", "", header))
    words = plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)).split()
    digits = [word for word in words if word.isdigit()]
    rest = [re.sub(r"(?<=[a-z])\d+$", "", word) for word in words if not word.isdigit()]
    glued = next((word[len(bare) :] for word, bare in zip(words, rest, strict=False) if word != bare), "")
    number = int(digits[0] if digits else glued or 1)
    return " ".join(rest), number


def _meaning(header: str) -> tuple[str | None, str]:
    """Give the field of a heading and, for one left at the door, what it holds."""
    key, _ = _key(header)
    if key in _EXACT:
        return _EXACT[key], ""
    words = f" {key} "
    for word, kind in _KINDS.items():
        if f" {word} " in words:
            return LEAVE_OUT, kind
    bare = key
    while _QUALIFIERS.match(bare):
        bare = _QUALIFIERS.sub("", bare, count=1)
        if bare in _EXACT:
            return _EXACT[bare], ""
    return None, ""


def known(header: str) -> bool:
    """Say whether a cell reads like a heading of a client list."""
    key, _ = _key(header)
    return bool(key) and (key in _UNCLEAR or _meaning(header)[0] is not None)


def propose(table: Table) -> Mapping:
    """Say what each column means and how sure that is; by its heading, and by its values where headings say nothing."""
    columns = [_column(index, header) for index, header in enumerate(table.headers)]
    if not table.headed or all(column.field is None for column in columns):
        return Mapping(tuple(_guesses(table, columns)))
    columns = [_decided(table, columns, column) for column in columns]
    if not any(column.field in {"full name", "first name", "last name"} for column in columns):
        columns = _name_guess(table, columns)
    return Mapping(tuple(_relations(columns)))


def _column(index: int, header: str) -> Column:
    """Read one heading."""
    key, number = _key(header)
    field, kind = _meaning(header)
    platform = next((name for name in _PLATFORMS if name in key.split()), "x" if key == "x handle" else "")
    return Column(index, header, field, kind=kind, number=number, platform=platform, choices=_UNCLEAR.get(key, ()))


def _decided(table: Table, columns: Sequence[Column], column: Column) -> Column:
    """Decide a heading that can mean two things by its company and its values."""
    have = {c.field for c in columns if c is not column}
    key = _key(column.header)[0]
    if key in {"estado", "etat"}:
        cells = _sample(table, column.index)
        share = sum(standing_of(cell) is not None for cell in cells) / max(1, len(cells))
        return replace(column, field="status" if share >= _ENOUGH else "state", sure=share in (0.0, 1.0))
    if key in {"nom", "name", "names"} and "first name" in have and "last name" not in have:
        return replace(column, field="last name", sure=key == "nom", choices=("last name", "full name", LEAVE_OUT))
    if key == "nom":
        return replace(column, field="full name")
    if key == "nombre" and not have & {"last name"}:
        return replace(column, field="full name")
    if key in {"ended", "discharged", "discharge", "archived", "active", "inactive"}:
        return _flag_or_day(table, column)
    return column


def _flag_or_day(table: Table, column: Column) -> Column:
    """Tell `Discharged: Yes` from `Discharged: 2025-03-04`."""
    cells = _sample(table, column.index)
    dated = sum(any(c.isdigit() for c in cell) and len(cell) > 1 for cell in cells)
    if not cells:
        return column
    if column.field == "ended" and not dated:
        return replace(column, field="is archived")
    if column.field != "ended" and dated * 2 > len(cells):
        return replace(column, field=LEAVE_OUT if column.field == "is active" else "ended")
    return column


def _relations(columns: list[Column]) -> list[Column]:
    """Give a `Relationship` that stands alone to the one role there is, the role before it where there are several."""
    roles = [(c.index, r) for c in columns for r in ROLES if c.field in (r, f"{r} first name", f"{r} last name")]
    if not roles or any(role == "relative" for _, role in roles):
        return columns
    return [
        replace(c, field=f"{([r for i, r in roles if i < c.index] or [roles[0][1]])[-1]} relation")
        if c.field == "relative relation"
        else c
        for c in columns
    ]


def _sample(table: Table, index: int) -> list[str]:
    """Give the first cells of a column that hold anything."""
    found: list[str] = []
    for cell in table.column(index):
        found.append(cell)
        if len(found) >= _LOOKED_AT:
            break
    return found


def _looks(cells: Sequence[str]) -> str | None:
    """Say what values look like: an e-mail, a phone, a status, words; None for anything else."""
    if not cells:
        return None
    tests = (
        ("email", _MAIL.search),
        ("phone", _PHONE.fullmatch),
        ("status", standing_of),
        ("words", _WORDS.fullmatch),
    )
    for name, test in tests:
        if sum(test(cell) is not None for cell in cells) >= _ENOUGH * len(cells):
            return name
    return None


def _guesses(table: Table, columns: list[Column]) -> list[Column]:
    """Guess all columns of a table without headings by what stands in them; nothing of it is sure."""
    looks = {c.index: _looks(_sample(table, c.index)) for c in columns}
    found = [
        replace(c, field=looks[c.index], sure=False) if looks[c.index] in {"email", "phone", "status"} else c
        for c in columns
    ]
    return _name_guess(table, found)


def _name_guess(table: Table, columns: list[Column]) -> list[Column]:
    """Guess the name among the columns that nobody knows: one of several words, or two of one word side by side."""
    free = [c for c in columns if c.field is None and _looks(_sample(table, c.index)) == "words"]
    if not free:
        return columns
    first = free[0]
    spaced = [" " in cell for cell in _sample(table, first.index)]
    found = list(columns)
    if sum(spaced) >= _ENOUGH * len(spaced) or len(free) == 1 or free[1].index != first.index + 1:
        found[first.index] = replace(first, field="full name", sure=False, choices=("full name", LEAVE_OUT))
        return found
    order = ("first name", "last name")
    for column, field in zip(free[:2], order, strict=True):
        found[column.index] = replace(column, field=field, sure=False, choices=(*order, LEAVE_OUT))
    return found

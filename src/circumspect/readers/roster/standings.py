"""The words that EHRs have for where a client stands. Open it when a status is not known."""

from __future__ import annotations

import re
import unicodedata

from circumspect.domain.roster import Standing

_WORDS = {
    Standing.ACTIVE: "active, current, open, enrolled, in treatment, ongoing, existing, established, admitted, "
    "on hold, paused, activo, activa, actual, en tratamiento, abierto, actif, active, actuel, actuelle, en cours, "
    "en suivi, ouvert",
    Standing.FORMER: "inactive, archived, discharged, former, past, closed, terminated, completed, complete, ended, "
    "deactivated, graduated, transferred, dropped out, withdrawn, disenrolled, previous, lost to follow up, "
    "discharged inactive, inactivo, inactiva, archivado, archivada, alta, dado de alta, dada de alta, cerrado, "
    "anterior, finalizado, inactif, archive, archivee, ancien, ancienne, termine, terminee, ferme, clos, cloture",
    Standing.PROSPECTIVE: "prospective, prospect, lead, inquiry, enquiry, potential, referral, referred, new inquiry, "
    "pending, intake, pre intake, new, requested, invited, consultation, prospecto, posible, pendiente, nuevo, "
    "prospecte, prospectif, potentiel, en attente d evaluation, nouveau",
    Standing.WAITLIST: "waitlist, wait list, waiting list, waitlisted, waiting, lista de espera, en espera, "
    "liste d attente, en attente",
    Standing.DECEASED: "deceased, died, dead, passed away, fallecido, fallecida, difunto, difunta, decede, decedee",
}
_KNOWN = {word.strip(): standing for standing, words in _WORDS.items() for word in words.split(",")}
_OF_A_CLIENT = re.compile(r" (?:client|patient|case|cliente|paciente|clients|patients)$")
_SIGNS = re.compile(r"[^\w]|_")


def plain(word: str) -> str:
    """Give words without case, accents and signs, one space between them."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return " ".join(_SIGNS.sub(" ", word).casefold().split())


def standing_of(word: str) -> Standing | None:
    """Give the standing that a status word means; None for a word that is not known."""
    key = plain(word)
    return _KNOWN.get(key) or _KNOWN.get(_OF_A_CLIENT.sub("", key))

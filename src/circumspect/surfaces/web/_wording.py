"""Plain names for what the program calls by a key. Open it to change how a surface or a severity reads.

Each is said through `page.say`, so that it can be translated; a key that is not here is shown as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circumspect.surfaces.web import _places

if TYPE_CHECKING:
    from collections.abc import Callable

PACKS: Final = {
    "confidentiality": "Confidentiality",
    "boundaries": "Boundaries",
    "solicitation": "Reviews, testimonials and offers",
    "advice": "Advice and scope",
    "promotion": "Promotion and titles",
    "harm": "Harm and respect",
    "exposure": "You and your clients online",
    "practice": "Rules of your practice",
}
SURFACES: Final = {
    "post": "Post",
    "caption": "Caption",
    "story": "Story",
    "bio": "Profile text",
    "blog": "Blog article",
    "ad": "Advertisement",
    "comment": "Comment",
    "reply": "Reply",
    "dm": "Direct message",
    "review-response": "Answer to a review",
    "group-post": "Post in a group",
}
ACCOUNTS: Final = {"business": "Practice account", "personal": "Personal account"}
SEVERITIES: Final = {"block": "Block", "revise": "Revise", "advise": "Advise"}
CONFIDENCE: Final = {
    "verified": "Read in the official text",
    "secondary": "Read in a second source",
    "unverified": "Not verified yet",
}
KINDS: Final = {
    "ethics-code": "Ethics codes",
    "standards": "Standards",
    "law": "Laws",
    "regulation": "Regulations",
    "guidance": "Guidance",
}
# The facts of a profile by which a code can bind; others are places or associations, and shown as such.
REASONS: Final = {
    "social-work": "your profession is clinical social work",
    "psychology": "your profession is psychology",
    "counseling": "your profession is counseling",
    "marriage-family-therapy": "your profession is marriage and family therapy",
    "substance-use": "your profession is substance use counseling",
    "psychiatry": "your profession is psychiatry",
    "everyone": "it is for everyone",
    "us_practice": "you practise in the United States",
    "hipaa_covered": "HIPAA applies to you",
    "part2_program": "you work in a program under 42 CFR Part 2",
    "supervised": "you practise under supervision",
}
DETECTORS: Final = {
    "phrase": "These words",
    "together": "Words that stand together",
    "pattern": "A pattern of words",
    "identity": "A name or another detail of a person",
    "roster": "Someone on your client list",
    "required": "Something that should be there is missing",
    "credential": "A title or licence",
    "learned": "The trained reader, who reads whole sentences",
    "media": "A picture",
}
PROFESSIONS: Final = {
    "social-work": "Clinical social work",
    "psychology": "Psychology",
    "counseling": "Professional counseling",
    "marriage-family-therapy": "Marriage and family therapy",
    "substance-use": "Substance use counseling",
    "psychiatry": "Psychiatry",
}
SETTINGS: Final = {
    "solo": "On my own",
    "group": "In a group practice",
    "agency": "In an agency",
    "school": "In a school",
    "telehealth-platform": "Through a telehealth platform",
    "student": "As a student or trainee",
}
ASSOCIATIONS: Final = {
    "nasw": "NASW, social workers",
    "apa": "APA, psychologists",
    "aca": "ACA, counselors",
    "aamft": "AAMFT, marriage and family therapists",
    "camft": "CAMFT, California marriage and family therapists",
    "nbcc": "NBCC, certified counselors",
    "apsych": "American Psychiatric Association",
}
# Meanings of house policies that name a key of the file: as they read at the desk.
MEANINGS: Final = {"years": "as a client for the number of years below"}
STANDINGS: Final = {
    "active": "Client now",
    "former": "Former client",
    "prospective": "Asked for an appointment",
    "waitlist": "On the waiting list",
    "deceased": "Has died",
}
TIES: Final = {
    "partner": "Partner",
    "guardian": "Guardian",
    "parent": "Parent",
    "child": "Child",
    "sibling": "Brother or sister",
    "household": "Someone else of the household",
}


def because(say: Callable[[str], str], fact: str) -> str:
    """Give why a code binds, from the fact of the profile that makes it, as the end of a sentence."""
    if fact in REASONS:
        return say(REASONS[fact])
    if fact in _places.NAMES:
        return say("you are licensed or practise in %(place)s") % {"place": _places.NAMES[fact]}
    return say("you belong to %(name)s") % {"name": fact.upper()}

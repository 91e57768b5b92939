"""Who the clinician is, as far as the rules need it. Open it to see what a profile can change."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, repr=False)
class Licence:
    """A licence to practise. `jurisdiction` is ISO 3166, for example US-TX, CA-ON or GB."""

    jurisdiction: str
    type: str
    number: str = ""
    supervisor: str = ""

    def __repr__(self) -> str:
        """Show place and type, not whose it is."""
        return f"Licence({self.type!r}, {self.jurisdiction!r})"


@dataclass(frozen=True, slots=True, repr=False)
class OnlineAccount:
    """An account of the clinician's own."""

    platform: str
    handle: str
    kind: str = "business"


@dataclass(frozen=True, slots=True, repr=False)
class Practice:
    """What may be public about the practice: its names, phones, sites, addresses, the people who work there."""

    name: str = ""
    phone: str = ""
    site: str = ""
    email: str = ""
    address: str = ""
    colleagues: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Hide what it holds."""
        return "Practice(…)"


# House policies: field → (the values a profile may choose, strictest first; what each means).
HOUSE: dict[str, dict[str, str]] = {
    "testimonial_scope": {
        "seed_strict": "never from current or former clients, or their families",
        "none_use": "neither request nor use testimonials of any kind (Ontario CRPO, Australia)",
        "aca": "never from current or former clients, or anyone vulnerable",
        "nbcc": "never from current clients and their families; former clients for a time",
        "nasw": "never from current clients, or others open to undue influence",
        "apa": "never from current therapy clients, or others open to undue influence",
        "camft": "never from anyone open to undue influence",
        "aamft": "no testimonial standard of its own; the duty not to exploit remains",
    },
    "promotion_policy": {
        "strict": "show every push for an own or a paid product",
        "code": "show promotion aimed at clients, pressure, and undisclosed interests; only note the rest",
    },
    "superiority_claims": {
        "banned": "no claim to be better than others, even with a source",
        "allowed_if_substantiated": "a claim with a source is let through",
    },
    "former_clients": {
        "never": "former clients are treated as clients, always",
        "years": "as clients for the years set in former_client_years",
        "case": "case by case, after consultation",
    },
    "review_reply_policy": {
        "none": "never answer a review",
        "static": "one static notice on the profile, no answers",
        "uniform": "the same neutral answer to every review",
    },
    "education_posts": {
        "as_advertising": "a teaching post counts as an advertisement where a state asks for licence details",
        "as_education": "only offers of service count as advertisements",
    },
}


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """The clinician: profession, licences, associations, HIPAA coverage, practice, house policies.

    The defaults are a US clinical social worker read at the strictest. A profile selects and tightens rules;
    where it loosens one, `circumspect profile show` says so.
    """

    profession: str = "social-work"
    name: str = ""
    title: str = ""
    licences: tuple[Licence, ...] = ()
    associations: tuple[str, ...] = ("nasw",)
    certifications: tuple[str, ...] = ()
    country: str = "US"
    hipaa_covered: bool = True
    part2_program: bool = False
    setting: str = "solo"
    practice: Practice = field(default_factory=Practice)
    accounts: tuple[OnlineAccount, ...] = ()
    disclaimer: str = ""
    crisis_country: str = "US"
    supervisor: str = ""
    testimonial_scope: str = "seed_strict"
    promotion_policy: str = "strict"
    superiority_claims: str = "banned"
    former_clients: str = "never"
    former_client_years: int = 2
    review_reply_policy: str = "none"
    education_posts: str = "as_education"
    source: str = "default"

    def __repr__(self) -> str:
        """Name the source, not the person."""
        return f"Profile({self.source!r}, profession={self.profession!r})"

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Where the clinician is licensed, plus the country; for example ('US-TX', 'US')."""
        return tuple(dict.fromkeys([*(licence.jurisdiction for licence in self.licences), self.country]))

    @property
    def facts(self) -> frozenset[str]:
        """Yes-or-no facts a code can hang on."""
        names = {"everyone"}
        if self.country == "US":
            names.add("us_practice")
        if self.hipaa_covered:
            names.add("hipaa_covered")
        if self.part2_program:
            names.add("part2_program")
        if any(licence.supervisor for licence in self.licences):
            names.add("supervised")
        return frozenset(names)

    def values(self, name: str) -> frozenset[str]:
        """Give what the profile holds for a field that a rule may ask about. Raises KeyError for any other."""
        match name:
            case "jurisdictions":
                return frozenset(self.jurisdictions)
            case "associations":
                return frozenset(self.associations)
            case "facts":
                return self.facts
            case "licence_types":
                return frozenset(licence.type for licence in self.licences)
            case "profession" | "country" | "setting":
                return frozenset([getattr(self, name)])
            case _ if name in HOUSE:
                return frozenset([getattr(self, name)])
        raise KeyError(name)


PROFILE_FIELDS = (
    "profession", "country", "setting", "jurisdictions", "associations", "facts", "licence_types", *HOUSE,
)  # fmt: skip

"""Where people are licensed, to choose from. Open it when a place is missing: a code of ISO 3166 and its name.

The first part of a code is the country. A place that a profile names and that is not here stays as it is.
"""

from __future__ import annotations

from typing import Final

COUNTRIES: Final = {
    "US": "United States",
    "CA": "Canada",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "AU": "Australia",
    "NZ": "New Zealand",
}
_STATES = """
AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas,
KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi,
MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York,
NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, PR Puerto Rico, RI Rhode Island,
SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington,
WV West Virginia, WI Wisconsin, WY Wyoming
"""
_PROVINCES = """
AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador,
NT Northwest Territories, NS Nova Scotia, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, SK Saskatchewan,
YT Yukon
"""


def _named(country: str, words: str) -> dict[str, str]:
    rows = (row.strip().split(" ", 1) for row in words.split(","))
    return {f"{country}-{code}": name for code, name in rows}


# Country → its places with their names; a country without parts stands for itself.
PLACES: Final = {
    "US": _named("US", _STATES),
    "CA": _named("CA", _PROVINCES),
    "": {code: name for code, name in COUNTRIES.items() if code not in ("US", "CA")},
}
NAMES: Final = {**COUNTRIES, **{code: name for group in PLACES.values() for code, name in group.items()}}

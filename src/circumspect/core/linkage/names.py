"""What names tell: how common they are, and which are forms of one another. Open it to change how rarity counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from circumspect.domain.names import NameTables

# A name that the tables do not have is at least so rare: one in half a million people.
_RAREST = 2e-6
_MILLION = 1e6
_PLAIN_GIVEN, _PLAIN_FAMILY = 2e-5, 1e-5
_MOST_KNOWN = 100_000
_SHORTEST_CALLED = 4
# Words that are no names hold short strings too: by chance, and a string of two or three letters as often as this.
_MOST_BY_CHANCE = 4e-3


def by_chance(form: str) -> float:
    """Give how often a string of letters stands in words of any kind, at least."""
    return max(_RAREST, min(_MOST_BY_CHANCE, 26.0 ** -(len(form) - 1)))


class Knowledge:
    """Name tables made ready to ask."""

    def __init__(self, tables: NameTables) -> None:
        """Take the tables (packs/names)."""
        self._given = tables.given
        self._family = tables.surnames
        self._nicknames = tables.nicknames
        self._variants = tables.surname_variants
        self.particles = tables.words.get("particles", frozenset())
        # What stands beside names without being one: a title, "its", "the real", "mom".
        self.beside = frozenset().union(*tables.words.values())
        self.kin = tables.words.get("kin", frozenset())
        self._plain: dict[str, str] = {}

    def __repr__(self) -> str:
        """Show how many names there are."""
        return f"Knowledge({len(self._given)} given, {len(self._family)} family names)"

    def given_share(self, name: str) -> float:
        """Give the share of people with this given name, 0 where the tables do not have it."""
        return self._given.get(name, 0.0) / _MILLION

    def family_share(self, name: str) -> float:
        """Give the share of people with this family name, 0 where the tables do not have it."""
        return self._family.get(name, 0.0) / _MILLION

    def share(self, name: str) -> float:
        """Give how often a word of a shown name is this one, as given or as family name."""
        return max(_RAREST, self.given_share(name) + self.family_share(name))

    def inside(self, forms: Container[str]) -> dict[str, float]:
        """Give for each of `forms` the share of people in whose given or family name it stands, whole or as a part."""
        found: dict[str, float] = {}
        for table in (self._given, self._family):
            for name, count in table.items():
                size = len(name)
                for start in range(size - 1):
                    for end in range(start + 2, size + 1):
                        form = name[start:end]
                        if form in forms:
                            found[form] = found.get(form, 0.0) + count
        return {form: total / _MILLION for form, total in found.items()}

    def short_forms(self, given: str) -> Mapping[str, float]:
        """Give forms of a given name, each with how usual it is (0 to 1)."""
        return self._nicknames.get(given, {})

    def family_variants(self, family: str) -> Mapping[str, float]:
        """Give other spellings of a family name, each with how usual it is (0 to 1)."""
        return self._variants.get(family, {})

    def called(self, word: str) -> bool:
        """Say whether people are called by a word: it is plainly a given name, or a usual form of one."""
        return self.plainly(word) == "given" or (len(word) >= _SHORTEST_CALLED and word in self._nicknames)

    def plainly(self, word: str) -> str:
        """Say whether a word is plainly a "given" or a "family" name; an empty string for neither."""
        known = self._plain.get(word)
        if known is None:
            given, family = self.given_share(word), self.family_share(word)
            known = "given" if given > family and given >= _PLAIN_GIVEN else "family" if family >= _PLAIN_FAMILY else ""
            if len(self._plain) >= _MOST_KNOWN:
                self._plain.clear()
            self._plain[word] = known
        return known

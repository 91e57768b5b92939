"""Something that ought to be there and is not. Open it to change what `required:` finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core.fold import fold
from circumspect.core.reading import Hit

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from circumspect.core.phrases import Phrase
    from circumspect.core.reading import Reading
    from circumspect.domain.profile import Profile

KIND = "required"


@dataclass(frozen=True, slots=True)
class Params:
    """When `topic` words are there (`at_least` different places) and none of `absent` is, the text lacks something.

    `topic`, `absent`: lexicons; in `absent` also profile:disclaimer, profile:licence, profile:number,
    profile:supervisor, satisfied by the profile's own wording. `min_characters`: shorter texts are left alone.
    """

    topic: tuple[str, ...]
    absent: tuple[str, ...]
    at_least: int = 1
    min_characters: int = 0


def patterns(_params: Params, _lexicons: Container[str]) -> Sequence[Phrase]:
    """Lexicons are scanned for everyone; nothing of its own."""
    return ()


def triggers(params: Params, _key: str) -> tuple[str, ...]:
    """Give the expressions of which one must match before `find` is worth calling."""
    return tuple(f"lexicon/{name}" for name in params.topic)


def find(params: Params, _key: str, reading: Reading) -> Iterator[Hit]:
    """Give one hit without a span when the topic is spoken of and what it asks for is absent."""
    if len(reading.text) < params.min_characters:
        return
    places = sum(len(reading.spans(f"lexicon/{name}")) for name in params.topic)
    if places < params.at_least or any(_present(name, reading) for name in params.absent):
        return
    yield Hit(None, f"{places} places speak of it")


def _present(name: str, reading: Reading) -> bool:
    """Say whether the text holds the words of a lexicon, or of the profile."""
    if not name.startswith("profile:"):
        return reading.fired(f"lexicon/{name}")
    wordings = _of_profile(name.removeprefix("profile:"), reading.profile)
    return any(fold(words).text in reading.text for words in wordings if words)


def _of_profile(name: str, profile: Profile) -> list[str]:
    match name:
        case "disclaimer":
            return [profile.disclaimer]
        case "licence":
            return [profile.title, *(licence.type for licence in profile.licences)]
        case "number":
            return [licence.number for licence in profile.licences]
        case "supervisor":
            return [licence.supervisor for licence in profile.licences]
    raise ValueError(f"required: the profile has no wording called {name!r}")

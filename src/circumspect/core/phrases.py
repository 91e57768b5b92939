r"""The phrase language of rule files. Open it to see what `(a|b)`, `word*`, `...` and `<lexicon>` turn into.

    leave (us|me) a <review-word>     words in this order; case, accents and punctuation between them do not matter
    review*                           any ending
    clients?                          the letter before ? may be missing
    (a|the|your)                      one of these
    (really)?                         may be left out
    ...   or   ...8                   up to four (or eight) words between, within the sentence
    <lexicon>                         any entry of packs/lexicons
    _                                 any one word
    ^  and  $                         the start of the text or of a line; its end

Every phrase becomes one regular expression in the common subset of RE2 and Hyperscan, for folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GAP_WORDS = 4
# What may stand between two words of a phrase: anything but a letter or the end of a sentence.
# It may be empty: word edges (\b) keep words apart, and signs and emoji may touch.
BETWEEN = r"[^\w.!?]{0,4}"
_WORD = r"\w[\w']*"
_TOKEN = re.compile(
    r"(?P<lexicon><[a-z0-9-]+>)|(?P<gap>\.\.\.\d*)|(?P<open>\()|(?P<close>\)\??)|(?P<bar>\|)"
    r"|(?P<anchor>[\^$])|(?P<word>[^\s()|<>^]+)|(?P<space>\s+)",
)


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the expression; `left`/`right`: it begins/ends with a word; `gap`: it brings its own spacing."""

    regex: str
    left: bool = True
    right: bool = True
    gap: bool = False
    optional: bool = False
    anchor: bool = False


def compile_phrase(phrase: str, lexicons: Mapping[str, str]) -> str:
    """Turn one phrase into a regular expression; `lexicons` maps a name to its compiled alternation.

    Raises PhraseError for an unknown lexicon, unbalanced brackets or an empty phrase.
    """
    tokens = [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(phrase.strip())]
    if "".join(value for _, value in tokens) != phrase.strip():
        raise PhraseError(f"cannot read the phrase {phrase!r}: check < > and ^")
    parts, rest = _sequence(tokens, lexicons, phrase)
    if rest:
        raise PhraseError(f"the phrase {phrase!r} has a ')' too many; remove it")
    if not parts or all(part.gap or part.optional or part.anchor for part in parts):
        raise PhraseError(f"the phrase {phrase!r} has no words of its own; add one")
    return _join(parts)


def alternation(entries: Sequence[str], lexicons: Mapping[str, str]) -> str:
    """Turn a list of phrases into one expression that matches any of them, longest first."""
    compiled = sorted({compile_phrase(entry, lexicons) for entry in entries}, key=lambda r: (-len(r), r))
    return "(?:" + "|".join(compiled) + ")"


def words_of(phrase: str) -> set[str]:
    """Give the plain words of a phrase, for the vocabulary that undoes masks and hashtags."""
    bare = re.sub(r"<[^>]*>|\.\.\.\d*", " ", phrase)
    return {w.rstrip("*") for w in re.findall(r"[a-z]{3,}\*?", bare) if not w.endswith("*") or len(w) > 4}  # noqa: PLR2004


def _sequence(
    tokens: list[tuple[str, str]], lexicons: Mapping[str, str], phrase: str
) -> tuple[list[_Part], list[tuple[str, str]]]:
    """Read tokens up to a closing bracket or bar; give the parts and the tokens left."""
    parts: list[_Part] = []
    while tokens:
        kind, value = tokens[0]
        if kind in ("close", "bar"):
            break
        tokens = tokens[1:]
        if kind == "open":
            part, tokens = _group(tokens, lexicons, phrase)
            parts.append(part)
        elif kind == "lexicon":
            name = value[1:-1]
            if name not in lexicons:
                raise PhraseError(f"the phrase {phrase!r} names <{name}>, which is not in packs/lexicons")
            parts.append(_Part(lexicons[name], left=False, right=False))
        elif kind == "gap":
            most = int(value[3:] or _GAP_WORDS)
            parts.append(_Part(f"(?:{BETWEEN}\\b{_WORD}){{0,{most}}}", gap=True))
        elif kind == "anchor":
            parts.append(_Part(r"(?m:^)[^\w\n]*" if value == "^" else r"[^\w\n]*(?m:$)", anchor=True))
        elif kind == "word":
            parts.append(_literal(value))
    return parts, tokens


def _group(
    tokens: list[tuple[str, str]], lexicons: Mapping[str, str], phrase: str
) -> tuple[_Part, list[tuple[str, str]]]:
    """Read '(a|b)' or '(a)?' after its opening bracket."""
    options: list[str] = []
    while True:
        inner, tokens = _sequence(tokens, lexicons, phrase)
        if not tokens:
            raise PhraseError(f"the phrase {phrase!r} has a '(' that is never closed; add ')'")
        options.append(_join(inner))
        kind, value = tokens[0]
        tokens = tokens[1:]
        if kind == "close":
            options.sort(key=lambda r: (-len(r), r))
            body = "(?:" + "|".join(options) + ")"
            return _Part(body, left=False, right=False, optional=value.endswith("?")), tokens


def _literal(word: str) -> _Part:
    """One written word: 'review*' takes any ending, '_' any word, an apostrophe may be missing."""
    if word == "_":
        return _Part(_WORD)
    ending = word.endswith("*") and len(word) > 1
    body = word[:-1] if ending else word
    maybe = body.endswith("?") and len(body) > 2 and body[-2].isalnum()  # noqa: PLR2004
    body = body[:-1] if maybe else body
    regex = "".join("'?" if c == "'" else re.escape(c) if not c.isalnum() else c for c in body)
    # A hyphen may be a space or nothing: follow-up, follow up, followup.
    regex = regex.replace(r"\-", r"[\- ]?") if len(body) > 1 else regex
    regex += "?" if maybe else ""
    left, right = _is_word(body[0]), _is_word(body[-1])
    return _Part(regex + (r"[\w']*" if ending else ""), left=left, right=right or ending)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _join(parts: list[_Part]) -> str:
    """Put parts in a row with what may stand between them."""
    regex = ""
    for part in parts:
        bare = _edged(part)
        between = BETWEEN if regex else ""
        if part.anchor or part.gap:
            regex += bare
        elif part.optional:
            regex += f"(?:{between}{bare}{'' if between else BETWEEN})?"
        else:
            regex += between + bare
    return regex


def _edged(part: _Part) -> str:
    """Give a part word edges where it starts or ends with a word."""
    if part.gap or part.anchor:
        return part.regex
    return (r"\b" if part.left else "") + part.regex + (r"\b" if part.right else "")

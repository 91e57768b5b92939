r"""The phrase language of rule files. Open it to see what `(a|b)`, `word*`, `...` and `<lexicon>` turn into.

    leave (us|me) a <review-word>     words in this order; case, accents and punctuation between them do not matter
    review*                           any ending
    clients?                          the letter before ? may be missing
    (a|the|your)                      one of these
    (designer|broker)s?               an ending that each of them may have
    (really)?                         may be left out
    ...   or   ...8                   up to four (or eight) words between, within the sentence
    <lexicon>                         any entry of packs/lexicons
    _                                 any one word
    ^  and  $                         the start of the text or of a line; its end

Every phrase becomes one regular expression for folded text, and a list of what must be there for it to match at
all: words and lexicons. The one scan looks for the words; the expression itself runs only where all are there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circumspect.core.fold import plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_GAP_WORDS = 4
# Around the name of a lexicon inside an expression, until core/patterns puts its words there.
OPEN, CLOSE = "\x02", "\x03"
# What may stand between two words of a phrase: anything but a letter or the end of a sentence.
# It may be empty: word edges (\b) keep words apart, and signs and emoji may touch.
BETWEEN = r"[^\w.!?]{0,4}"
# Signs of a regular expression, or of a bracket with an ending that phrases do not have.
_ODD = re.compile(r"[\\{}\[\]+]|^[*?]|.\*.|_[?*]|[^\w']\?$")
_PLAIN = re.compile(r"[a-z0-9]+")
_WORD = r"\w[\w']*"
_TOKEN = re.compile(
    r"(?P<lexicon><[a-z0-9-]+>)|(?P<gap>\.\.\.\d*)|(?P<open>\()|(?P<close>\)\??)|(?P<bar>\|)"
    r"|(?P<anchor>[\^$])|(?P<word>[^\s()|<>^]+|(?<!\S)[<>](?!\S))|(?P<space>\s+)",
)


# An ending right after a bracket belongs to each of its choices: (designer|broker)s?
_GLUED = re.compile(r"\(([^()]*)\)([a-z]+\??\*?|\*)(?![\w(<])")


def _spread(found: re.Match[str]) -> str:
    return "(" + "|".join(choice.rstrip() + found.group(2) for choice in found.group(1).split("|")) + ")"


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
    need: tuple[str, ...] = ()
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase: its expression, and groups of atoms of which each must have one present.

    An atom is a word ('=client'), the beginning of one ('review*'), the name of a lexicon in angle brackets, or, for
    what is no word, a small expression. `stops`: the phrase itself holds a stop, so that it may reach over one.
    """

    regex: str
    needs: tuple[tuple[str, ...], ...]
    stops: bool = False


def compile_phrase(phrase: str, lexicons: Container[str]) -> Phrase:
    """Compile one phrase; `lexicons` holds the names that <...> may use. They stay names in the expression.

    Raises PhraseError for an unknown lexicon, unbalanced brackets or a phrase with no words of its own.
    """
    written = _GLUED.sub(_spread, plain(phrase.strip()))
    tokens = [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(written)]
    if "".join(value for _, value in tokens) != written:
        raise PhraseError(
            f"cannot read the phrase {phrase!r}: < > go around a name from packs/lexicons, ^ stands at the start"
        )
    parts, rest = _sequence(tokens, lexicons, phrase)
    if rest:
        what = "a '|' outside brackets; write (a|b)" if rest[0][0] == "bar" else "a ')' too many; remove it"
        raise PhraseError(f"the phrase {phrase!r} has {what}")
    needs = tuple(dict.fromkeys(part.need for part in parts if part.need))
    if not needs:
        raise PhraseError(f"the phrase {phrase!r} has no words of its own; add one")
    return Phrase(_join(parts), needs, any(part.stops for part in parts))


def either(regexes: Iterable[str]) -> str:
    """Give one expression that matches any of `regexes`, longest first."""
    return "(?:" + "|".join(sorted(set(regexes), key=lambda r: (-len(r), r))) + ")"


def words_of(phrase: str) -> set[str]:
    """Give the plain words of a phrase, for the vocabulary that undoes masks and hashtags."""
    bare = re.sub(r"<[^>]*>|\.\.\.\d*", " ", phrase)
    return {w.rstrip("*") for w in re.findall(r"[a-z]{3,}\*?", bare) if not w.endswith("*") or len(w) > 4}  # noqa: PLR2004


def _sequence(
    tokens: list[tuple[str, str]], lexicons: Container[str], phrase: str
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
            parts.append(_Part(f"{OPEN}{name}{CLOSE}", left=False, right=False, need=(value,)))
        elif kind == "gap":
            most = int(value[3:] or _GAP_WORDS)
            parts.append(_Part(f"(?:{BETWEEN}\\b{_WORD}){{0,{most}}}", gap=True))
        elif kind == "anchor":
            parts.append(_Part(r"(?m:^)[^\w\n]*" if value == "^" else r"[^\w\n]*(?m:$)", anchor=True))
        elif kind == "word":
            parts.append(_literal(value))
    return parts, tokens


def _group(tokens: list[tuple[str, str]], lexicons: Container[str], phrase: str) -> tuple[_Part, list[tuple[str, str]]]:
    """Read '(a|b)' or '(a)?' after its opening bracket."""
    options: list[str] = []
    needs: list[str] = []
    stops = False
    bare = False  # an alternative without a word of its own: the group asks for nothing
    while True:
        inner, tokens = _sequence(tokens, lexicons, phrase)
        if not tokens:
            raise PhraseError(f"the phrase {phrase!r} has a '(' that is never closed; add ')'")
        options.append(_join(inner))
        stops = stops or any(part.stops for part in inner)
        named = [part.need for part in inner if part.need]
        bare = bare or not named
        if named:
            best: tuple[str, ...] = max(named, key=_telling)
            needs += best
        kind, value = tokens[0]
        tokens = tokens[1:]
        if kind == "close":
            body = either(options)
            maybe = value.endswith("?")
            need = () if maybe or bare else tuple(sorted(set(needs)))
            return _Part(body, left=False, right=False, optional=maybe, need=need, stops=stops), tokens


def _literal(word: str) -> _Part:
    """One written word: 'review*' takes any ending, '_' any word, an apostrophe may be missing."""
    if word == "_":
        return _Part(_WORD)
    if word != "_" and (_ODD.search(word) or word in ("*", "?")):
        raise PhraseError(f"cannot read {word!r} in a phrase; write (a|b), (a)?, word* or wordx?, or use `pattern:`")
    ending = word.endswith("*") and len(word) > 1
    body = word[:-1] if ending else word
    maybe = body.endswith("?") and len(body) > 2 and body[-2].isalnum()  # noqa: PLR2004
    body = body[:-1] if maybe else body
    # An apostrophe inside a word may be missing (dont); one that opens it may not ('s).
    regex = "".join("'?" if c == "'" and i else re.escape(c) if not c.isalnum() else c for i, c in enumerate(body))
    # A hyphen may be a space or nothing: follow-up, follow up, followup.
    regex = regex.replace(r"\-", r"[\- ]?") if len(body) > 1 else regex
    regex += "?" if maybe else ""
    left, right = _is_word(body[0]), _is_word(body[-1])
    part = _Part(regex + (r"[\w']*" if ending else ""), left=left, right=right or ending)
    stops = any(sign in body for sign in ".!?")
    return replace(part, need=_words(body, part, maybe=maybe, ending=ending), stops=stops)


def _words(body: str, part: _Part, *, maybe: bool, ending: bool) -> tuple[str, ...]:
    """Give the words of which a text must hold one for a written word to match: '=client', 'review*'.

    What is no plain word (an emoji, a price) is looked for as the expression it is.
    """
    letters = body.replace("'", "")
    if _PLAIN.fullmatch(letters):
        if ending:
            return (f"{letters}*",)
        return (f"={letters[:-1]}", f"={letters}") if maybe else (f"={letters}",)
    first = _PLAIN.match(body)
    return (f"{first.group()}*",) if first else (_edged(part),)


def _telling(need: tuple[str, ...]) -> tuple[bool, int]:
    """Rank what a phrase needs by how much it tells: few alternatives, long words, lexicons last."""
    return not any(atom.startswith("<") for atom in need), min(map(len, need)) - 4 * len(need)


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

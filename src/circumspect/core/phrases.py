r"""The phrase language of rule files. Open it to see what `(a|b)`, `word*`, `...` and `<lexicon>` turn into.

    leave (us|me) a <review-word>     words in this order; case, accents and punctuation between them do not matter
    review*                           any ending
    clients?  neighbou?r              the letter before ? may be missing
    (a|the|your)                      one of these
    (designer|broker)s?               an ending that each of them may have
    (really)?                         may be left out
    ...   or   ...8                   up to four (or eight) words between, within the sentence
    <lexicon>                         any entry of packs/lexicons
    _                                 any one word
    ^  and  $                         the start of the text or of a line; its end

Every phrase becomes one regular expression for folded text, and a shape: its words and gaps in order. The one scan
follows shapes from word to word; the expression itself runs only where the shape fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from circumspect.core.fold import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

_GAP_WORDS = 4
# Around the name of a lexicon inside an expression, until core/patterns puts its words there.
OPEN, CLOSE = "\x02", "\x03"
# What may stand between two words of a phrase: anything but a letter or the end of a sentence.
# It may be empty: word edges (\b) keep words apart, and signs and emoji may touch.
BETWEEN = r"[^\w.!?]{0,4}"
# Signs of a regular expression, or of a bracket with an ending that phrases do not have.
_ODD = re.compile(r"[\\{}\[\]+]|^[*?]|.\*.|_[?*]|[^\w']\?$")
_WORD = r"\w[\w']*"
# A letter inside a word that may be missing: neighbou?r.
_INNER = re.compile(r"(?<=[a-z0-9])\\\?(?=[a-z0-9])")
_LETTER = re.compile(r"([\s\S])((?<=[a-z0-9])\?(?=[a-z0-9]))?")
# A word with more hyphens is looked for by its first part.
_MOST_RUNS = 4
_WORD_SIGN = re.compile(r"'?[a-z0-9_]")
_RUN = re.compile(r"[a-z0-9_]+")
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
    node: Node
    left: bool = True
    right: bool = True
    gap: bool = False
    optional: bool = False
    anchor: bool = False


# A piece of a phrase's shape; what comes after its name:
#   word   the atoms of which one stands here, as one word: '=client', or the beginning of one: 'review*'
#   list   the name of a lexicon, an entry of which stands here
#   gap    up to so many words
#   any    nothing: one word, whichever
#   one    shapes, of which one stands here
#   maybe  a shape that may be left out
#   sign   an atom, the fewest and the most words it takes, whether it holds a stop, further atoms that must be there
#   head   nothing: a line begins here
#   tail   nothing: a line ends here
Node = tuple[Any, ...]
Shape = tuple[Node, ...]


def expression(regex: str) -> Phrase:
    """Give an expression that an author wrote as a phrase: it is its own atom."""
    return Phrase(regex, (("sign", regex, 0, 0, True),))


def needs(shape: Shape, share: Callable[[tuple[str, ...]], float]) -> list[tuple[str, ...]]:
    """Give groups of atoms of which a text must hold one each for a shape to stand in it; a lexicon is '<name>'.

    `share` says how often a group is met: where a choice stands, the rarest group of each of its shapes is taken.
    """
    found: list[tuple[str, ...]] = []
    for node in shape:
        if node[0] == "word":
            found.append(node[1])
        elif node[0] == "list":
            found.append((f"<{node[1]}>",))
        elif node[0] == "sign":
            found += [(atom,) for atom in (node[1], *node[5:])]
        elif node[0] == "one":
            inner = [needs(option, share) for option in node[1]]
            if all(inner):
                found.append(tuple(dict.fromkeys(atom for groups in inner for atom in min(groups, key=share))))
    return found


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase: its expression for folded text, and its shape."""

    regex: str
    shape: Shape


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
    shape = tuple(part.node for part in parts)
    if not needs(shape, len):
        raise PhraseError(f"the phrase {phrase!r} has no words of its own; add one")
    return Phrase(_join(parts), shape)


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
            parts.append(_Part(f"{OPEN}{name}{CLOSE}", ("list", name), left=False, right=False))
        elif kind == "gap":
            most = int(value[3:] or _GAP_WORDS)
            parts.append(_Part(f"(?:{BETWEEN}\\b{_WORD}){{0,{most}}}", ("gap", most), gap=True))
        elif kind == "anchor":
            head = value == "^"
            regex = r"(?m:^)[^\w\n]*" if head else r"[^\w\n]*(?m:$)"
            parts.append(_Part(regex, ("head",) if head else ("tail",), anchor=True))
        elif kind == "word":
            parts.append(_literal(value))
    return parts, tokens


def _group(tokens: list[tuple[str, str]], lexicons: Container[str], phrase: str) -> tuple[_Part, list[tuple[str, str]]]:
    """Read '(a|b)' or '(a)?' after its opening bracket."""
    options: list[str] = []
    shapes: list[Shape] = []
    while True:
        inner, tokens = _sequence(tokens, lexicons, phrase)
        if not tokens:
            raise PhraseError(f"the phrase {phrase!r} has a '(' that is never closed; add ')'")
        options.append(_join(inner))
        shapes.append(tuple(part.node for part in inner))
        kind, value = tokens[0]
        tokens = tokens[1:]
        if kind == "close":
            body = either(options)
            maybe = value.endswith("?")
            node = _choice(shapes)
            if maybe:
                node = ("maybe", (node,))
            return _Part(body, node, left=False, right=False, optional=maybe), tokens


def _choice(shapes: list[Shape]) -> Node:
    """Give the node for several shapes; single words are put together."""
    words = [shape[0][1] for shape in shapes if len(shape) == 1 and shape[0][0] == "word"]
    others = [shape for shape in shapes if len(shape) != 1 or shape[0][0] != "word"]
    word: Node = ("word", tuple(dict.fromkeys(atom for atoms in words for atom in atoms)))
    if not others:
        return word
    return ("one", (*([(word,)] if words else []), *others))


def _literal(word: str) -> _Part:
    """One written word: 'review*' takes any ending, '_' any word, an apostrophe may be missing."""
    if word == "_":
        return _Part(_WORD, ("any",))
    if word != "_" and (_ODD.search(word) or word in ("*", "?")):
        raise PhraseError(f"cannot read {word!r} in a phrase; write (a|b), (a)?, word* or wordx?, or use `pattern:`")
    ending = word.endswith("*") and len(word) > 1
    body = word[:-1] if ending else word
    maybe = body.endswith("?") and len(body) > 2 and body[-2].isalnum()  # noqa: PLR2004
    body = body[:-1] if maybe else body
    # An apostrophe inside a word may be missing (dont); one that opens it may not ('s).
    regex = "".join("'?" if c == "'" and i else re.escape(c) if not c.isalnum() else c for i, c in enumerate(body))
    regex = _INNER.sub("?", regex)
    # A hyphen may be a space or nothing: follow-up, follow up, followup.
    regex = regex.replace(r"\-", r"[\- ]?") if len(body) > 1 else regex
    regex += "?" if maybe else ""
    left, right = _is_word(body[0]), _is_word(body[-1])
    part = _Part(regex + (r"[\w']*" if ending else ""), ("any",), left=left, right=right or ending)
    spellings = [""]
    for letter, optional in _LETTER.findall(body):
        spellings = [s + letter for s in spellings] + (spellings if optional else [])
    nodes = [_looked_for(s, part, maybe=maybe, ending=ending) for s in spellings]
    return replace(part, node=nodes[0] if len(nodes) == 1 else _choice([(node,) for node in nodes]))


def _looked_for(body: str, part: _Part, *, maybe: bool, ending: bool) -> Node:
    """Give the node of a written word: a word, several where signs part them, or a sign."""
    runs = _RUN.findall(body.replace("'", ""))
    if not runs or not _WORD_SIGN.match(body):
        return ("sign", _edged(part), 0, len(runs) + ending, any(sign in body for sign in ".!?"))
    exact = body[-1] not in "abcdefghijklmnopqrstuvwxyz0123456789_'"

    def words(of: Sequence[str]) -> Shape:
        last = of[-1]
        ends: tuple[str, ...] = (f"{last}*",) if ending and not exact else (f"={last}",)
        if maybe:
            ends = (f"={last[:-1]}", f"={last}")
        return (*(("word", (f"={word}",)) for word in of[:-1]), ("word", ends))

    if any(sign in body for sign in ".!?"):
        first, *others = (node[1] for node in words(runs))
        return ("sign", first[0], 1, len(runs) + ending, True, *(atoms[0] for atoms in others if len(atoms) == 1))
    if "-" not in body and not (exact and ending):
        # Only a plain word is matched wherever its letters stand; the rest is left to the expression.
        return words(runs)[0] if body[0] != "'" and _RUN.fullmatch(body.replace("'", "")) else ("one", (words(runs),))
    if len(runs) > _MOST_RUNS or exact:
        return ("sign", f"{runs[0]}*", 1, len(runs) + ending, False)
    shapes = []
    for cuts in product((True, False), repeat=len(runs) - 1):  # True: a space or a sign here
        joined = [runs[0]]
        for run, cut in zip(runs[1:], cuts, strict=True):
            joined[-1:] = [joined[-1], run] if cut else [joined[-1] + run]
        shapes.append(words(joined))
    return _choice(shapes)


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

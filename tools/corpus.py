"""Make and check labelled texts. Open it to change how the training corpus is written and what keeps a text out.

`corpus.py make AUTHORED.txt OUT.jsonl PREFIX` turns the writing format into rows as `circumspect eval` reads them:

    @ caption business
    labels: missing-disclaimer
    reply: the message it answers, on one line
    The text, over as many lines as it has, with {{client-vignette|the words that carry it}} marked.

`labels:` names only what has no words of its own (the `missing-…` rules); `reply:` stands where something is answered.
Marks may stand inside each other, and `{{one-rule+another|words}}` marks the same words for two.

`corpus.py check FILE…` reads rows and says which are broken, which repeat another, and which come close to the
measuring set, of which only hashed word runs are kept here (`corpus.py seal DEV.jsonl` wrote them).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circumspect.domain.document import Account, Surface
from circumspect.rulebook.cache import ruleset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training/corpus"
SEALED = ROOT / "training/measured.txt"
_HEADER = re.compile(r"@ ([a-z-]+) ([a-z]+)\s*$")
_MARK = re.compile(r"\{\{([a-z-]+(?:\+[a-z-]+)*)\||\}\}")
_WORD = re.compile(r"[a-z0-9']+")
# Two texts are too close when they share this part of the word runs of the shorter one.
_RUN, _CLOSE, _SEALED_RUN, _MOST_SEALED = 4, 0.4, 6, 2
_SPANLESS = frozenset({"missing-disclaimer", "missing-crisis-resource"})

Row = dict[str, Any]


class CorpusError(ValueError):
    """A text that cannot become a row; the message says where and what to do."""


@cache
def guide_rules() -> frozenset[str]:
    """Give the rules of the annotation guide: those with a slot for the learned reader."""
    return frozenset(rule.id for rule in ruleset().rules if any(look.kind == "learned" for look in rule.detect))


def authored(text: str, prefix: str) -> Iterator[Row]:
    """Read the writing format. Raises CorpusError with the line."""
    items: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if _HEADER.match(line):
            items.append((number, [line]))
        elif items:
            items[-1][1].append(line)
        elif line.strip():
            raise CorpusError(f"line {number}: before the first '@ surface account' line")
    for count, (number, lines) in enumerate(items, 1):
        try:
            yield _row(lines, f"{prefix}-{count:03}")
        except CorpusError as error:
            raise CorpusError(f"line {number}: {error}") from None


def _row(lines: list[str], name: str) -> Row:
    header = _HEADER.match(lines[0])
    assert header is not None  # noqa: S101 - the caller looked
    labels: set[str] = set()
    reply: str | None = None
    body = lines[1:]
    while body and (body[0].startswith(("labels:", "reply:"))):
        key, _, value = body.pop(0).partition(":")
        if key == "labels":
            labels.update(v.strip() for v in value.split(",") if v.strip() and v.strip() != "none")
        else:
            reply = value.strip().replace("\\n", "\n") or None
    plain, spans = _marked("\n".join(body).strip())
    row = {
        "id": name,
        "surface": header.group(1),
        "account": header.group(2),
        "in_reply_to": reply,
        "text": plain,
        "labels": sorted(labels | {rule for _, _, rule in spans}),
        "spans": sorted(spans),
    }
    if wrong := problems(row):
        raise CorpusError("; ".join(wrong))
    return row


def _marked(text: str) -> tuple[str, list[list[Any]]]:
    """Take the marks out of a text; give it with their spans."""
    plain, at, spans = "", 0, []
    opened: list[tuple[int, str]] = []
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            opened.append((len(plain), mark.group(1)))
        elif not opened:
            raise CorpusError("'}}' without '{{rule|' before it")
        else:
            start, rules = opened.pop()
            spans += [[start, len(plain), rule] for rule in rules.split("+")]
    if opened:
        raise CorpusError(f"'{{{{{opened[-1][1]}|' is never closed; add '}}}}'")
    plain += text[at:]
    if "{{" in plain:
        raise CorpusError("'{{' that is no mark; write {{rule-id|words}}")
    return plain, spans


def problems(row: Row) -> list[str]:
    """Say what is wrong with a row; empty when nothing is."""
    wrong = []
    rules = guide_rules()
    if row["surface"] not in list(Surface):
        wrong.append(f"no such surface: {row['surface']}; one of {', '.join(Surface)}")
    if row["account"] not in list(Account):
        wrong.append(f"no such account: {row['account']}; one of {', '.join(Account)}")
    if not row["text"].strip():
        wrong.append("has no text")
    if re.search(r"^(?:labels|reply): ", row["text"], re.MULTILINE):
        wrong.append("holds a `labels:` or `reply:` line in its text; they stand right after the @ line")
    wrong += [f"no such rule: {label}" for label in row["labels"] if label not in rules]
    marked = {rule for _, _, rule in row["spans"]}
    wrong += [f"{label} has no words marked" for label in sorted({*row["labels"]} - marked - _SPANLESS)]
    wrong += [f"{rule} is marked and not among the labels" for rule in sorted(marked - {*row["labels"]})]
    wrong += [
        f"span {start}-{end} of {rule} is empty, or outside the text"
        for start, end, rule in row["spans"]
        if not 0 <= start < end <= len(row["text"]) or not row["text"][start:end].strip()
    ]
    return wrong


def runs(text: str, length: int) -> set[str]:
    """Give the word runs of a text; the whole of one that is shorter than a run."""
    words = _WORD.findall(text.lower())
    return {" ".join(words[i : i + length]) for i in range(max(1, len(words) - length + 1))}


def sealed(run: str) -> str:
    """Give the name under which a word run of the measuring set is kept."""
    return blake2b(run.encode(), digest_size=6).hexdigest()


def close_pairs(rows: list[Row]) -> Iterator[tuple[str, str, float]]:
    """Give pairs of rows that share too many word runs: (later, earlier, share of the shorter one's)."""
    holders: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for number, row in enumerate(rows):
        mine = runs(row["text"], _RUN)
        shared = Counter(other for run in mine for other in holders[run])
        sizes.append(len(mine))
        for other, count in shared.items():
            same = count / min(len(mine), sizes[other])
            if same >= _CLOSE:
                yield row["id"], rows[other]["id"], same
        for run in mine:
            holders[run].append(number)


def measured(rows: list[Row]) -> Iterator[tuple[str, int]]:
    """Give rows that share word runs with the measuring set, with how many."""
    known = frozenset(SEALED.read_text(encoding="ascii").split()) if SEALED.exists() else frozenset()
    for row in rows:
        words = len(_WORD.findall(row["text"].lower()))
        shared = sum(sealed(run) in known for run in runs(row["text"], _SEALED_RUN)) if words >= _SEALED_RUN else 0
        if shared > _MOST_SEALED:
            yield row["id"], shared


def load(paths: Iterable[Path]) -> list[Row]:
    """Read rows of JSONL files."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _check(paths: list[Path]) -> int:
    rows = load(paths)
    found = [f"{row['id']}: {wrong}" for row in rows for wrong in problems(row)]
    found += [f"{later}: repeats {earlier} ({same:.0%} of its word runs)" for later, earlier, same in close_pairs(rows)]
    found += [f"{name}: close to the measuring set ({count} shared runs)" for name, count in measured(rows)]
    twice = [name for name, count in Counter(row["id"] for row in rows).items() if count > 1]
    found += [f"{name}: stands twice" for name in twice]
    print(*found, sep="\n")
    counts = Counter(label for row in rows for label in row["labels"] or ["(nothing)"])
    print(f"{len(rows)} rows, {len(found)} problems")
    print(*(f"{count:5}  {label}" for label, count in sorted(counts.items())), sep="\n")
    lengths = [len(row["text"]) for row in rows]
    share = [sum(low <= n < high for n in lengths) for low, high in ((0, 100), (100, 500), (500, 10**9))]
    print("under 100 / 100-500 / over 500 characters:", *share, "- answers:", sum(bool(r["in_reply_to"]) for r in rows))
    return bool(found)


def _make(source: Path, target: Path, prefix: str) -> int:
    try:
        rows = list(authored(source.read_text(encoding="utf-8"), prefix))
    except CorpusError as error:
        print(f"{source}: {error}", file=sys.stderr)
        return 1
    target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return _check([target])


def main(arguments: list[str]) -> int:
    """Do what the first word says."""
    match arguments:
        case ["make", source, target, prefix]:
            return _make(Path(source), Path(target), prefix)
        case ["check", *files]:
            return _check([Path(f) for f in files] or sorted(CORPUS.glob("*.jsonl")))
        case ["seal", *files]:
            found = {sealed(run) for row in load(map(Path, files)) for run in runs(row["text"], _SEALED_RUN)}
            SEALED.write_text("\n".join(sorted(found)) + "\n", encoding="ascii")
            return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

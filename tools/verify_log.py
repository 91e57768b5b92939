"""Check an exported circumspect decision log, without circumspect: python verify_log.py FILE [--key HEX].

It needs Python 3.10 or newer and one package, `cryptography` (python -m pip install cryptography). It changes nothing
and uses no network. Exit codes: 0 all is as it was sealed, 1 something is not, 2 the file cannot be read.

The file holds a JSON object on each line. The first is the header: the log's public key, how many entries there are,
the last entry's hash, and a signature over the header itself. Each other line is an entry:
    number      1, 2, 3, ...
    body        the decision, as JSON text: who, what, why, when. It holds the entry's number too
    previous    the hash of the entry before; 64 zeros for the first
    hash        SHA-256 over the 32 bytes of `previous` and then `body` (UTF-8)
    signature   Ed25519, by the log's private key, over the 32 bytes of `hash`
Nobody without the private key can change, drop, move or add an entry unseen. The practice holds that key: to know
that the log was not written anew, compare its public key with one given to you earlier: --key.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("This needs the package `cryptography`. Get it with: python -m pip install cryptography")

Problem = tuple[int, str]


def signed(public: str, signature: str, message: bytes) -> bool:
    """Say whether `signature` over `message` was made with the private half of `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def look(line: str, public: str) -> tuple[int, dict[str, Any], list[str]]:
    """Give the number that an entry was sealed with, the entry, and what is wrong inside it."""
    entry = json.loads(line)
    number, body, mark = int(entry["number"]), entry["body"], bytes.fromhex(entry["hash"])
    if hashlib.sha256(bytes.fromhex(entry["previous"]) + body.encode()).digest() != mark:
        return number, entry, ["was changed after it was sealed"]
    wrong = [] if signed(public, entry["signature"], mark) else ["is not signed with this log's key"]
    if json.loads(body)["number"] != number:
        wrong.append(f"bears the number {number}, which is not the one it was sealed with")
    return int(json.loads(body)["number"]), entry, wrong


def chain(found: dict[int, dict[str, Any]], count: int) -> list[Problem]:
    """Hold each entry against the one before it, and all against how many there should be."""
    problems, before = [], 0
    for number, entry in sorted(found.items()):
        if number > before + 1:
            problems.append((before + 1, f"is missing, {number - before - 1} in all: dropped"))
        elif entry["previous"] != (found[before]["hash"] if before else "0" * 64):
            problems.append((number, f"does not follow entry {before}: one was put in the other's place"))
        if number > count:
            problems.append((number, "was added without being counted"))
        before = number
    if count > before:
        problems.append((before + 1, f"is missing, {count - before} in all: the end was cut off"))
    return problems


def examine(header: dict[str, Any], lines: list[str]) -> list[Problem]:
    """Name everything that is not as it was sealed, as (entry number, what); number 0 is the log as a whole."""
    found: dict[int, dict[str, Any]] = {}
    signature, highest = header.pop("signature", ""), 0
    plain = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    genuine = signed(header["public_key"], signature, plain.encode())
    problems = [] if genuine else [(0, "has a header that was changed")]
    for place, line in enumerate(lines, 2):
        try:
            number, entry, wrong = look(line, header["public_key"])
        except (ValueError, TypeError, KeyError, AttributeError):
            problems.append((0, f"cannot be read in line {place}"))
            continue
        if number in found:
            wrong.append("stands here twice")
        elif number < highest:
            wrong.append(f"is out of order: it stands after entry {highest}")
        problems += [(number, what) for what in wrong]
        found.setdefault(number, entry)
        highest = max(highest, number)
    problems += chain(found, header["count"])
    if not problems and found and found[highest]["hash"] != header["last"]:
        problems.append((highest, "is not the entry that the log ended with"))
    return sorted(problems)


def main(words: list[str]) -> int:
    """Check the file and say what was found."""
    if len(words) not in (1, 3) or words[0].startswith("-") or (len(words) == 3 and words[1] != "--key"):  # noqa: PLR2004
        print("Use: python verify_log.py FILE [--key HEX]")
        return 2
    try:
        with open(words[0], encoding="utf-8") as file:  # noqa: PTH123 - as few imports as possible
            first, *lines = [line for line in file.read().split("\n") if line.strip()]
        header = json.loads(first)
        problems = examine(header, lines)
    except (OSError, ValueError, TypeError, KeyError):
        print("This file cannot be read as an exported decision log.")
        return 2
    if len(words) == 3 and words[2].lower() != header["public_key"]:  # noqa: PLR2004
        problems.insert(0, (0, "is signed with another key than the one you gave"))
    for number, what in problems:
        print(f"Entry {number} {what}." if number else f"The log {what}.")
    if not problems:
        print(f"All {len(lines)} entries are as they were sealed.\nKey {header['public_key']}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

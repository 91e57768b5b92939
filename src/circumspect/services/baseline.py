"""Old findings set aside, so that only new ones count. Open it to change what a baseline holds.

A baseline is a JSON file of fingerprints and rules: no names of files, no words.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from circumspect.domain.errors import PlainError
from circumspect.services.locking import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_VERSION = 1


class BaselineError(PlainError, ValueError):
    """A baseline that cannot be read; the message says what to do."""


class Baseline:
    """The findings a practice has set aside."""

    def __init__(self, path: Path) -> None:
        """Use the baseline at `path`, which need not exist yet."""
        self.path = path

    def read(self) -> dict[str, str]:
        """Give fingerprint → rule. Raises BaselineError."""
        if not self.path.exists():
            return {}
        try:
            plain = json.loads(self.path.read_text(encoding="utf-8"))
            if plain["version"] != _VERSION:
                raise BaselineError(f"{self.path.name} was written by another version; write it again")
            return {str(k): str(v) for k, v in plain["findings"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, BaselineError):
                raise
            raise BaselineError(
                f"{self.path.name} is damaged; restore it or run `circumspect baseline write`"
            ) from None

    def write(self, findings: Mapping[str, str]) -> None:
        """Replace the baseline, whole or not at all."""
        plain = {"version": _VERSION, "findings": dict(sorted(findings.items()))}
        replace_file(self.path, (json.dumps(plain, indent=1) + "\n").encode())

    def prune(self, seen: Mapping[str, str]) -> int:
        """Drop what is no longer found; give how many were dropped."""
        old = self.read()
        kept = {name: rule for name, rule in old.items() if name in seen}
        self.write(kept)
        return len(old) - len(kept)

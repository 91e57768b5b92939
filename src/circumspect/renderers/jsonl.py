"""One line of JSON for each text, as it comes. Open it to change `--format jsonl`, the batch contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from circumspect.renderers import _kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circumspect.domain.verdict import Checked

_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(", ", ": "))


def render(results: Iterable[Checked], _about: _kit.About) -> Iterator[str]:
    """Give the review contract, a line each, in input order; files are named in "file"."""
    for checked in results:
        plain = _kit.contract(checked)
        if checked.name != "-":
            plain["file"] = checked.name
        yield _ENCODER.encode(plain) + "\n"

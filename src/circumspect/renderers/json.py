"""One JSON object for the whole run. Open it to change `--format json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from circumspect.renderers import _kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circumspect.domain.verdict import Checked


def render(results: Iterable[Checked], about: _kit.About) -> Iterator[str]:
    """Give {"version", "ruleset", …, "results": [the review contract, with "file"]}."""
    rows = [{"file": checked.name, **_kit.contract(checked)} for checked in results]
    plain = {
        "contract": _kit.CONTRACT,
        "version": about.version,
        "ruleset": about.ruleset,
        "profile": about.profile,
        "classifier": about.classifier,
        "offsets": "unicode code points, end exclusive",
        "results": rows,
    }
    yield json.dumps(plain, indent=2, ensure_ascii=True) + "\n"

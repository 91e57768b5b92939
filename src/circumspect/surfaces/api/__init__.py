"""The desk for programs: review, screening, audit, log, rules, profile. Open it to see which files answer what.

Nothing is registered by hand: a file with a `router` is a part of it. The contract is design, section 4; the whole of
it is at /api/openapi.json. Paths begin with /api/v1/; LanguageTool's own with /languagetool/.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from circumspect.surfaces.api._kit import PREFIXES, trouble
from circumspect.surfaces.api._limits import Limited

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["PREFIXES", "mount", "trouble"]


def mount(app: FastAPI) -> None:
    """Add every part."""
    for found in pkgutil.iter_modules(__path__):
        if not found.name.startswith("_"):
            app.include_router(importlib.import_module(f"{__name__}.{found.name}").router)
    app.add_middleware(Limited)

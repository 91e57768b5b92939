"""The pages of the desk. Open it to see which there are; each is a file here, with its templates of the same name.

Nothing is registered by hand: a file with a `router` is a page. What pages share is in `_page`.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.staticfiles import StaticFiles

from circumspect.surfaces.web._page import trouble

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["mount", "trouble"]

STATIC = Path(__file__).parent / "static"


def mount(app: FastAPI) -> None:
    """Add every page, and the styles and scripts they use."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for found in pkgutil.iter_modules(__path__):
        if not found.name.startswith("_"):
            app.include_router(importlib.import_module(f"{__name__}.{found.name}").router, include_in_schema=False)

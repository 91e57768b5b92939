"""Review of a text, as design, section 4, has it. Open it to change what a program sends or gets."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1", tags=["review"])

"""The topics of groups and pages, as shipped. Open it to change where they come from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from circumspect.core.exposure import Topic, Topics
from circumspect.rulebook.yaml_lines import read

_FILE = Path(__file__).resolve().parent.parent / "templates" / "exposure.yaml"


@cache
def topics() -> Topics:
    """Give the topics of templates/exposure.yaml."""
    whole: Any = read(_FILE, "templates/exposure.yaml").value  # plain YAML, as shipped; tests hold it to its shape
    rows = whole["topics"]
    return Topics([Topic(row["id"], row["title"], " ".join(row["note"].split()), tuple(row["words"])) for row in rows])

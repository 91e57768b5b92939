"""What is wrong in a rulebook, and where. Open it to change how a problem is shown."""

from __future__ import annotations

from dataclasses import dataclass

from circumspect.domain.errors import PlainError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, what, and what to do."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """Give it as `file:line: text`."""
        return f"{self.file}:{self.line}: {self.text}"


class RulebookError(PlainError, ValueError):
    """Files that cannot be loaded; `problems` lists every reason found, `str` shows them a line each."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems in file order."""
        self.problems = sorted(problems, key=lambda p: (p.file, p.line))
        super().__init__("\n".join(str(p) for p in self.problems))

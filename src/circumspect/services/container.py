"""The one place that picks adapters. Open it to see which parts the program is made of."""

from __future__ import annotations

import gc
import importlib
import pkgutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect import readers, renderers
from circumspect.core.review import Reviewer
from circumspect.domain.profile import Profile
from circumspect.engines.classifier import OnnxReader
from circumspect.rulebook import cache
from circumspect.rulebook.profile import FILE_NAME, load_profile
from circumspect.services.acceptances import Ledger
from circumspect.services.baseline import Baseline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from circumspect.core.ports import Classifier, Roster
    from circumspect.core.ruleset import Ruleset

PACKS_FOLDER = "circumspect-packs"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the clinician's own files are: the folder of circumspect.toml, or the current one."""

    folder: Path
    profile: Path | None = None

    @property
    def ledger(self) -> Path:
        """The acceptances."""
        return self.folder / "circumspect-accepted.jsonl"

    @property
    def baseline(self) -> Path:
        """The baseline."""
        return self.folder / "circumspect-baseline.json"

    @property
    def packs(self) -> tuple[Path, ...]:
        """The shipped packs, then the practice's own."""
        own = self.folder / PACKS_FOLDER
        return (cache.SHIPPED, own) if own.is_dir() else (cache.SHIPPED,)


@contextmanager
def _for_good() -> Iterator[None]:
    """Make what stays for the life of the process, without the garbage collector walking it again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if running:
            gc.enable()


@dataclass(slots=True)
class Desk:
    """Everything a surface works with, made when first asked for."""

    home: Home
    profile: Profile
    rules_only: bool = False
    roster: Roster | None = None
    _ruleset: Ruleset | None = field(default=None)
    _reviewer: Reviewer | None = field(default=None)
    _classifier: Classifier | None = field(default=None)

    @property
    def ruleset(self) -> Ruleset:
        """The rules. Raises RulebookError."""
        if self._ruleset is None:
            with _for_good():
                self._ruleset = cache.ruleset(self.home.packs)
        return self._ruleset

    @property
    def classifier(self) -> Classifier | None:
        """The trained reader; None where rules alone were asked for. Raises ClassifierError."""
        if self.rules_only:
            return None
        if self._classifier is None:
            self._classifier = OnnxReader()
        return self._classifier

    @property
    def reviewer(self) -> Reviewer:
        """The reader for this profile."""
        if self._reviewer is None:
            ruleset = self.ruleset
            with _for_good():
                self._reviewer = Reviewer(ruleset, self.profile, roster=self.roster, classifier=self.classifier)
        return self._reviewer

    def meeting(self, roster: Roster | None) -> Desk:
        """Give the same desk with another roster; rules and reader are not loaded again."""
        return Desk(self.home, self.profile, self.rules_only, roster, self._ruleset, _classifier=self._classifier)

    @property
    def ledger(self) -> Ledger:
        """The acceptances on file."""
        return Ledger(self.home.ledger)

    @property
    def baseline(self) -> Baseline:
        """The baseline on file."""
        return Baseline(self.home.baseline)


def open_desk(profile: Path | None = None, near: Path | None = None, *, rules_only: bool = False) -> Desk:
    """Open the desk with a profile: the one named, else circumspect.toml beside or above `near`, else above here.

    Without any, the default: the strictest US reading. `rules_only`: without the trained reader. Raises ProfileError.
    """
    if profile is not None:
        return Desk(Home(profile.resolve().parent, profile), load_profile(profile), rules_only)
    here = Path.cwd().resolve()
    first = near.resolve() if near is not None and near.exists() else here
    if (found := profile_near(first) or profile_near(here)) is not None:
        return Desk(Home(found.parent, found), load_profile(found), rules_only)
    return Desk(Home(here), Profile(), rules_only)


def profile_near(folder: Path) -> Path | None:
    """Give the circumspect.toml of a folder, or of one above it; None where there is none."""
    here = folder.resolve()
    return next((found for one in (here, *here.parents) if (found := one / FILE_NAME).is_file()), None)


def _walk(package: ModuleType) -> dict[str, ModuleType]:
    """Import every public file of a folder."""
    return {
        found.name: importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
        if not found.name.startswith("_") and not found.ispkg
    }


def reader_for(path: Path) -> ModuleType | None:
    """Give the reader for a file's ending; None when there is none."""
    for module in _walk(readers).values():
        if path.suffix.lower() in module.SUFFIXES:
            return module
    return None


def format_names() -> list[str]:
    """Give the names of the output formats, without importing them."""
    return sorted(
        m.name for m in pkgutil.iter_modules(renderers.__path__) if not m.name.startswith("_") and not m.ispkg
    )


def renderer(name: str) -> ModuleType:
    """Give one output format."""
    return importlib.import_module(f"{renderers.__name__}.{name}")

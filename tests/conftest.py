"""What all tests share: one compiled rulebook, one reader, a made-up practice, the command line in two ways."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import HealthCheck, configuration, settings

from circumspect.core.patterns import PatternSet
from circumspect.core.review import Reviewer
from circumspect.domain.document import Document, Surface
from circumspect.domain.profile import Profile
from circumspect.rulebook import cache
from circumspect.rulebook.loader import load
from circumspect.rulebook.profile import profile_from
from circumspect.services.locking import locked
from circumspect.surfaces.cli import _kit, main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from circumspect.core.ports import Roster
    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.finding import Finding

TODAY = date(2026, 11, 22)
ORDINARY = Path(__file__).parent / "corpora" / "ordinary"

settings.register_profile(
    "circumspect",
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("circumspect")


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that all workers of one run share; one worker's own is inside it."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def cache_folder(common: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder that every process of this worker keeps its compiled rulebook in.

    What Python compiles of the program is kept too, or each of a hundred processes would compile it again.
    """
    folder = tmp_path_factory.mktemp("cache")
    configuration.set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CIRCUMSPECT_CACHE", str(folder))
        patch.setenv("PYTHONPYCACHEPREFIX", str(common / "bytecode"))
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONDONTWRITEBYTECODE"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every socket and name look-up fail."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("opened a connection")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname", "socketpair"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture(scope="session")
def ruleset(common: Path, cache_folder: Path) -> Ruleset:
    """Give the shipped rules, compiled once for all workers: the first compiles, the others take a copy."""
    compiled = common / "compiled"
    with locked(common / "compiling"):
        if not compiled.exists():
            cache.ruleset()
            shutil.copytree(cache_folder, compiled)
    shutil.copytree(compiled, cache_folder, dirs_exist_ok=True)
    return cache.ruleset()  # as read back from the cache, which is what every run but the first works with


@pytest.fixture(scope="session")
def loaded(ruleset: Ruleset) -> Ruleset:
    """Give the shipped rules with their examples."""
    return replace(load(version=ruleset.version), compiled=ruleset.compiled)


@pytest.fixture(scope="session")
def patterns(ruleset: Ruleset) -> PatternSet:
    """Give the compiled expressions, shared by all reviewers."""
    return PatternSet(ruleset.index, ruleset.compiled)


@pytest.fixture(scope="session")
def reviewer(ruleset: Ruleset, patterns: PatternSet) -> Reviewer:
    """Give the reader for the default profile."""
    return Reviewer(ruleset, Profile(), patterns=patterns)


@dataclass(frozen=True, slots=True)
class Asker:
    """Reads texts for any profile; `plain` is what a profile file would say."""

    ruleset: Ruleset
    patterns: PatternSet

    def reviewer(self, **plain: object) -> Reviewer:
        """Give a reader for a profile with these fields."""
        return Reviewer(self.ruleset, profile_from(plain, "a test"), patterns=self.patterns)

    def findings(self, text: str, surface: str = "post", **plain: object) -> dict[str, Finding]:
        """Give rule → its first finding in `text`, for a profile with these fields."""
        review = self.reviewer(**plain).review(Document(text, Surface(surface)), TODAY)
        found: dict[str, Finding] = {}
        for finding in review.findings:
            found.setdefault(finding.rule, finding)
        return found


@pytest.fixture(scope="session")
def asker(ruleset: Ruleset, patterns: PatternSet) -> Asker:
    """Give something that reads texts for any profile."""
    return Asker(ruleset, patterns)


@lru_cache(maxsize=8)
def _lines(name: str) -> tuple[dict[str, Any], ...]:
    path = ORDINARY / f"{name}.jsonl"
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


@pytest.fixture(scope="session")
def ordinary() -> dict[str, tuple[dict[str, Any], ...]]:
    """Give the ordinary corpora: file name → rows."""
    return {path.stem: _lines(path.stem) for path in sorted(ORDINARY.glob("*.jsonl"))}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines of a JSONL answer."""
        return [json.loads(line) for line in self.out.splitlines() if line]


@dataclass(frozen=True, slots=True)
class Cli:
    """The command line inside this process: fast, with the session's rulebook, in a folder of its own."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def __call__(self, *arguments: str | Path, stdin: bytes | str = b"") -> Answer:
        """Run `circumspect ARGUMENTS` with `stdin` piped in."""
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        self.patch.setattr(sys, "argv", ["circumspect", *map(str, arguments)])
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        # A process begins with no command; here each call would add its own to those of all calls before.
        self.patch.setattr(main.app, "registered_commands", [])
        self.patch.setattr(main.app, "registered_groups", [])
        self.capture.readouterr()
        code = 0
        try:
            main.run()
        except SystemExit as left:
            code = int(left.code or 0)
        said = self.capture.readouterr()
        return Answer(code, said.out, said.err)

    def write(self, name: str, words: str | bytes) -> Path:
        """Put a file in the folder and give its path, relative to it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return Path(name)

    def batch(self, *rows: dict[str, object] | bytes, options: Sequence[str] = ()) -> Answer:
        """Run `check --jsonl - --format jsonl` on these rows; bytes are lines as they are."""
        lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
        return self("check", "--jsonl", "-", "--format", "jsonl", *options, stdin=b"\n".join(lines) + b"\n")


@pytest.fixture
def cli(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    ruleset: Ruleset,
    patterns: PatternSet,
) -> Cli:
    """Give the command line, working in an empty folder on TODAY; the shipped rules are not loaded again.

    It reads with the rules alone, whatever the trained reader of the day says; tests/engines reads with both.
    """
    fresh = cache.ruleset

    def shared(roots: Sequence[Path] = (cache.SHIPPED,)) -> Ruleset:
        return ruleset if tuple(roots) == (cache.SHIPPED,) else fresh(roots)

    def prepared(given: Ruleset, profile: Profile, *, roster: Roster | None = None, **_: object) -> Reviewer:
        return Reviewer(given, profile, roster=roster, patterns=patterns if given is ruleset else None)

    monkeypatch.setattr("circumspect.services.container.cache.ruleset", shared)
    monkeypatch.setattr("circumspect.services.container.Reviewer", prepared)
    monkeypatch.setattr(_kit, "now", lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    monkeypatch.chdir(tmp_path)
    return Cli(tmp_path, capsys, monkeypatch)


@pytest.fixture(autouse=True)
def _no_vault_of_ours(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the vault of whoever runs it."""
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(tmp_path_factory.getbasetemp() / "no-vault"))
    monkeypatch.delenv("CIRCUMSPECT_PASSPHRASE_FILE", raising=False)


Command = list[str]


@pytest.fixture(scope="session")
def command() -> Command:
    """Give the words that start the program in a process of its own."""
    return [sys.executable, "-c", "from circumspect.surfaces.cli.main import run; run()"]


@pytest.fixture
def process(tmp_path: Path, command: Command, ruleset: Ruleset) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Give a runner of the program in a process of its own, in an empty folder, with a warm cache.

    `before` is Python that the process runs first.
    """
    assert ruleset.rules

    def start(
        *arguments: str | Path, stdin: bytes = b"", timeout: float = 120, before: str = "", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        *python, program = command
        return subprocess.run(  # noqa: S603 - our own program
            [*python, before + program, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **environment},
            timeout=timeout,
            check=False,
        )

    return start

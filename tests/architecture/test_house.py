"""The house stands as drawn: imports go down, folders are on the map, nothing of this machine is in the repository."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "circumspect"
# Written apart, so that this file does not hold what it looks for.
HOSTS = ("pypi" + ".org", "files.python" + "hosted.org", "conda." + "anaconda.org", "registry." + "npmjs.org")
_PLACES = re.compile(
    rb"(?<![\w.~$}:/-])/(?:"
    + b"|".join((b"work" + b"/", b"home" + b"/[a-z]", b"Users" + b"/[A-Za-z]", b"root" + b"/"))
    + rb")"
)


def _tracked() -> list[Path]:
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - git from the path
    if done.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in done.stdout.decode().split("\0") if name]
    return [path for path in (ROOT / name for name in names) if path.is_file()]


def test_imports_go_down() -> None:
    """Every import contract of pyproject.toml is kept."""
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_every_detector_renderer_and_reader_is_under_contract() -> None:
    """A new sibling is named in the contracts that keep siblings apart."""
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for folder in ("core/detectors", "renderers", "readers"):
        for path in sorted((SOURCE / folder).glob("[!_]*.py")):
            assert f'"circumspect.{folder.replace("/", ".")}.{path.stem}"' in contracts, path.stem


def test_the_map_names_every_folder() -> None:
    """docs/map.md says in a line what each folder of the source is for."""
    shown = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    folders = [
        p
        for p in SOURCE.rglob("*")
        if p.is_dir() and not p.name.startswith("__") and any(f.is_file() for f in p.iterdir())
    ]
    missing = [str(p.relative_to(SOURCE)) for p in folders if f"{p.relative_to(SOURCE)}/" not in shown]
    assert missing == []


def test_no_registry_and_no_place_of_this_machine() -> None:
    """No file names a package registry's host, or an absolute path of the machine it was written on."""
    wrong: list[str] = []
    for path in _tracked():
        raw = path.read_bytes()
        wrong += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host.encode() in raw]
        wrong += [f"{path.relative_to(ROOT)}: {found.group().decode()}" for found in _PLACES.finditer(raw)]
    assert wrong == []


def test_every_module_says_when_to_open_it() -> None:
    """A module's docstring answers "when would I open this file?"; no function goes by a name that says nothing."""
    vague = re.compile(r"^(?:class|def) \w*(?:manager|helper|util|handler|processor)\w*", re.IGNORECASE | re.MULTILINE)
    for path in SOURCE.rglob("*.py"):
        words = path.read_text(encoding="utf-8")
        assert words.lstrip().startswith(('"""', 'r"""')), path
        assert not vague.search(words), path


def test_our_own_sentences_vouch_for_nothing() -> None:
    """What the program says never calls a text compliant, guaranteed, safe or legal."""
    claims = re.compile(r"\b(?:compliant|guaranteed|is safe|is legal|safe to publish)\b", re.IGNORECASE)
    wrong = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for folder in ("surfaces", "renderers", "services", "templates")
        for path in (SOURCE / folder).rglob("*")
        if path.suffix in (".py", ".yaml")
        for found in claims.finditer(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []

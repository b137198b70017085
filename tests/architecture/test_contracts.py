"""The import contracts hold, and each of them can fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
SOURCES = TOP / "src" / "besa"


def lint(sources: Path) -> subprocess.CompletedProcess[str]:
    """lint-imports over the package below `sources`."""
    script = (
        f"import sys; sys.path.insert(0, {str(sources)!r}); from importlinter.cli import lint_imports_command as c; c()"
    )
    command = [sys.executable, "-c", script, "--no-cache", "--config", str(TOP / ".importlinter")]
    return subprocess.run(command, cwd=sources, env=dict(os.environ), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("house")
    shutil.copytree(
        SOURCES, place / "besa", ignore=lambda _, names: [n for n in names if not n.endswith(".py") and "." in n]
    )
    return place


def test_every_contract_is_kept(copied: Path) -> None:
    done = lint(copied)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("core/triage/judging.py", "import django", "Core thinks"),
        ("core/sealing/boxes.py", "import socket", "Core thinks"),
        ("core/sealing/boxes.py", "from besa.core import ledger", "Core: casework"),
        ("core/sealing/boxes.py", "from besa.node.platform import home", "Two floors"),
        ("node/platform/home.py", "from besa.node.reports import values", "Rooms of the node"),
        ("node/intake/wording.py", "from besa.node.desk import wording as other", "Rooms of the node"),
        ("node/intake/wording.py", "from besa.node.people import views", "The public face"),
        ("node/reports/queries/keys.py", "from besa.node.people import adapters", "The public face"),
        ("node/reports/models.py", "from besa.node.reports import queries", "Room reports"),
        ("node/newroom/__init__.py", "", "Rooms of the node"),
        ("node/intake/helpers.py", "", "Room intake"),
        ("core/newidea/__init__.py", "", "Core: casework"),
    ],
)
def test_a_wrong_import_or_a_folder_without_a_place_fails(copied: Path, file: str, line: str, broken: str) -> None:
    path = copied / "besa" / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text((before or "") + f"\n\ndef _late() -> None:\n    {line or 'pass'}\n", encoding="utf-8")
    try:
        done = lint(copied)
    finally:
        if before is None:
            path.unlink()
            if path.name == "__init__.py":
                path.parent.rmdir()
        else:
            path.write_text(before, encoding="utf-8")
    assert done.returncode != 0
    names = re.sub(r"\s+", " ", done.stdout)
    assert re.search(rf"{broken}[^A-Z]*BROKEN|{broken}.*?BROKEN", names), done.stdout


def test_core_reads_no_clock_and_draws_no_chance_of_its_own() -> None:
    """Time and chance are arguments; only sealing asks the system for random keys."""
    forbidden = re.compile(r"\b(datetime\.now|date\.today|utcnow|time\.time|time\.monotonic|random\.\w+|os\.environ)\b")
    for file in (SOURCES / "core").rglob("*.py"):
        if "tests" not in file.parts:
            found = forbidden.search(file.read_text(encoding="utf-8"))
            assert found is None, f"{file.relative_to(SOURCES)} uses {found.group()}"  # type: ignore[union-attr]


def test_no_room_is_called_after_nothing() -> None:
    for name in ("utils", "helpers", "common", "misc", "lib", "core_utils"):
        assert not [path for path in SOURCES.rglob(f"{name}*") if path.stem == name], name

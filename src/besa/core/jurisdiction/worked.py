"""The worked cases that come with the engine: what lawyers wrote down, to be asked again when the law changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from besa.core.jurisdiction import casefile
from besa.core.jurisdiction.casefile import CaseFile

FOLDER: Final = Path(__file__).parent / "tests" / "cases"


@cache
def worked_cases() -> dict[str, CaseFile]:
    """Each case by the name of its file, in the order of the names; read once."""
    return {path.stem: casefile.read(path) for path in sorted(FOLDER.glob("*.yaml"))}

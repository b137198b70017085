"""Cases of the folder cases/pending/ are not met yet; one that is met has to move up a folder, where it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from besa.core.jurisdiction import casefile
from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.expecting import differences
from besa.core.jurisdiction.law.library import current

_PENDING = sorted((Path(__file__).parent / "cases" / "pending").glob("*.yaml"))


@pytest.mark.parametrize("path", _PENDING, ids=lambda path: path.stem)
def test_a_pending_case_is_not_met_yet(path: Path, record_property: Callable[[str, object], None]) -> None:
    found = casefile.read(path)
    assert found.decided_on
    assert found.expect
    answer = Assessor(current()).assess(found.case, decided_on=found.decided_on, reading=found.reading)
    different = differences(answer, found.expect, current())
    record_property("pending", f"{len(_PENDING)} cases")
    record_property("differs", different)
    assert different, f"{path.name} is met now: move it to cases/, and take it out of cases/pending/README.md"


def test_the_list_of_pending_cases_names_each_and_says_why() -> None:
    said = (Path(__file__).parent / "cases" / "pending" / "README.md").read_text(encoding="utf-8")
    named = {line.split("`")[1] for line in said.splitlines() if line.startswith("* `")}
    assert named == {path.stem for path in _PENDING}, f"{len(_PENDING)} cases are pending"

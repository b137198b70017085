"""Every case of the folder cases/ comes out as the lawyer who wrote it expects."""

from __future__ import annotations

from pathlib import Path

import pytest

from besa.core.jurisdiction import casefile
from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.expecting import differences
from besa.core.jurisdiction.law.library import current

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_comes_out_as_expected(path: Path) -> None:
    found = casefile.read(path)
    assert found.expect, "a worked case says what it expects"
    assert found.case.title
    assert found.source.get("id") in current().sources or found.source.get("address", "").startswith("http"), (
        "a worked case says where its outcome stands"
    )
    assert found.decided_on, "a worked case is dated"
    answer = Assessor(current()).assess(found.case, decided_on=found.decided_on, reading=found.reading)
    assert differences(answer, found.expect, current()) == []

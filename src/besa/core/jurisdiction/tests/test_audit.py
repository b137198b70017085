"""The lawyers' work list weighs a cell by the answers that hang on it, of States and of instruments."""

from __future__ import annotations

from datetime import date

import pytest

from besa.core.jurisdiction.auditing import Task, audit, cases_across_borders
from besa.core.jurisdiction.law.library import current

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def tasks() -> dict[str, Task]:
    return {one.cell: one for one in audit(current(), on=ON)}


def test_a_cell_that_only_instruments_ask_for_is_weighed_by_them(tasks: dict[str, Task]) -> None:
    for code in current().seats:
        wanted = f"{code}.law.emergency_disclosure_by_providers"
        known = wanted in current().by_id
        assert known or tasks[wanted].alone > 0, wanted


def test_what_a_case_has_to_say_is_no_work_for_a_lawyer(tasks: dict[str, Task]) -> None:
    assert not [cell for cell in tasks if cell.startswith("instruments.")]


def test_what_settles_most_stands_first(tasks: dict[str, Task]) -> None:
    alone = [one.alone for one in tasks.values()]
    assert alone == sorted(alone, reverse=True)


def test_every_state_acts_and_every_other_is_asked() -> None:
    law = current()
    asked = {(issuer, case.server.states) for issuer, case in cases_across_borders(law, ON)}
    assert {issuer for issuer, _others in asked} == set(law.states)
    assert all(others == set(law.recorded) - {issuer} for issuer, others in asked)

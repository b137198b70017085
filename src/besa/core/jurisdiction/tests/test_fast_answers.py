"""What is kept and found again is what plain working out gives: every truth, every step, every citation."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from besa.core.jurisdiction import casefile
from besa.core.jurisdiction.answers import StateAnswer
from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.facts import Case
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.tests.neighbours import Neighbours
from besa.core.jurisdiction.tests.plain import plainly
from besa.core.jurisdiction.tests.synthetic import DECIDED, READINGS, assessor, known_and_less

_CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def _same(case: Case, decided_on: date, reading: Reading, kept: Assessor | None = None) -> None:
    fast = (kept or assessor()).assess(case, decided_on=decided_on, reading=reading)
    for one, other in zip(fast.states, plainly(fast.case, current(), decided_on, reading), strict=True):
        for mine, plain in zip(_grounds(one), _grounds(other), strict=True):
            assert mine == plain, (one.state, one.act, mine[0])


def _grounds(one: StateAnswer) -> list[tuple[object, ...]]:
    every = [
        (ground.provision or ground.ground, ground, ground.citations, ground.facts_missing, ground.cells_missing)
        for ground in (*one.floor, *one.national)
    ]
    return [*every, ("limitation", one.limitation)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(known_and_less(), READINGS)
def test_any_case_comes_out_as_worked_out_plainly(pair: tuple[Case, Case], reading: Reading) -> None:
    for case in pair:
        _same(case, DECIDED, reading)


@pytest.mark.parametrize("path", _CASES[::4], ids=lambda path: path.stem)
def test_a_worked_case_comes_out_as_worked_out_plainly(path: Path) -> None:
    found = casefile.read(path)
    assert found.decided_on is not None
    _same(found.case, found.decided_on, found.reading)


@pytest.mark.parametrize("seed", range(5))
def test_a_case_that_changes_fact_by_fact_never_gets_the_answer_of_the_one_before(seed: int) -> None:
    kept = Assessor(current())
    for case, decided_on, reading in Neighbours(random.Random(seed), current()).walk(30):
        _same(case, decided_on, reading, kept)

"""What would settle an unknown is named, most useful first, and learning it does settle it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings

from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.facts import Ages, Case, Person, Places
from besa.core.jurisdiction.settling import leads, smallest
from besa.core.jurisdiction.tests.synthetic import DECIDED, assessor, cases, known_and_less

_TRUSTING = Reading(recalled=True, undated=True)
_CASE = Case(
    acts=("abuse",),
    first_day=date(2022, 5, 1),
    last_day=date(2022, 5, 1),
    conduct=Places.known("rs"),
    effect=Places.known(),
    access=Places.known(),
    server=Places.known(),
    ship=Places.known(),
    aircraft=Places.known(),
    offender=Person(Places.known("rs"), Places.known("rs"), Places.known("rs"), age=Ages(40, 40)),
    child=Person(Places.known("rs"), Places.known("rs")),
    by_computer=False,
    extradition=(),
    proceedings=(),
)


def test_the_one_fact_that_is_missing_is_the_question_to_ask_next() -> None:
    answer = assessor().assess(_CASE, decided_on=DECIDED, reading=_TRUSTING)
    first = leads(answer)[0]
    assert (first.name, first.is_fact) == ("child.age", True)
    enough = smallest(answer)
    assert enough is not None
    assert (enough.state, enough.facts) == ("rs", ("child.age",))


def test_learning_it_settles_the_ground() -> None:
    known = replace(_CASE, child=replace(_CASE.child, age=Ages(10, 10)))
    answer = assessor().assess(known, decided_on=DECIDED, reading=_TRUSTING)
    territorial = next(ground for ground in answer.of("rs").national if ground.ground == "territorial")
    assert territorial.value.word == "yes"
    assert "child.age" not in {lead.name for lead in leads(answer)}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(known_and_less())
def test_leads_are_ordered_and_name_only_what_is_missing(pair: tuple[Case, Case]) -> None:
    _case, less = pair
    answer = assessor().assess(less, decided_on=DECIDED)
    found = leads(answer)
    assert [(-one.alone, -one.at_all) for one in found] == sorted((-one.alone, -one.at_all) for one in found)
    assert all(one.at_all >= max(one.alone, 1) for one in found)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_no_fact_is_asked_for_that_is_known(case: Case) -> None:
    # Done on one day: of an offence that went on, neither the day nor the age is known exactly.
    answer = assessor().assess(replace(case, last_day=case.first_day), decided_on=DECIDED)
    assert [one.name for one in leads(answer) if one.is_fact] == []

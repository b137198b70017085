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
def test_leads_are_named_once_and_name_only_what_is_missing(pair: tuple[Case, Case]) -> None:
    _case, less = pair
    answer = assessor().assess(less, decided_on=DECIDED)
    found = leads(answer)
    assert len({one.name for one in found}) == len(found)
    assert all(one.at_all >= max(one.alone, 1) for one in found)


def test_of_a_stranger_online_nobody_is_asked_for_the_ship_first() -> None:
    # Each treaty asks for the ship and the aircraft alone, of every Party; they would come first if all counted alike.
    stranger = Case(
        acts=("procure",),
        first_day=date(2026, 5, 2),
        last_day=date(2026, 6, 20),
        effect=Places(frozenset({"al"}), more=True),
        child=Person(Places.known("al"), Places.known("al"), age=Ages(12, 12)),
        by_computer=True,
    )
    found = leads(assessor().assess(stranger, decided_on=DECIDED))
    first = [one.name for one in found if one.is_fact]
    assert {"places.ship", "places.aircraft"}.isdisjoint(first[:3])
    ship = next(one for one in found if one.name == "places.ship")
    assert ship.alone > 10


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(known_and_less())
def test_what_decides_whether_a_state_can_act_comes_before_a_second_ground_and_before_treaties(
    pair: tuple[Case, Case],
) -> None:
    _case, less = pair
    answer = assessor().assess(less, decided_on=DECIDED)
    found = leads(answer)
    deciding = {
        name
        for one in answer.states
        if one.can_act.word == "unknown"
        for ground in one.national
        if ground.value.word == "unknown"
        for name in (*ground.facts_missing, *ground.cells_missing)
    }
    ordered = [one.name in deciding for one in found]
    assert ordered == sorted(ordered, reverse=True)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_no_fact_is_asked_for_that_is_known(case: Case) -> None:
    # Done on one day: of an offence that went on, neither the day nor the age is known exactly.
    answer = assessor().assess(replace(case, last_day=case.first_day), decided_on=DECIDED)
    # What somebody has not done yet may still be done: where a law hangs on its being left undone, that stays open.
    assert {one.name for one in leads(answer) if one.is_fact} <= {"given"}

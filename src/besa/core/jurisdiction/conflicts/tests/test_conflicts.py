"""What must hold when several States can act: duties only of treaties in force, no bar without a final judgment."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.cells import STRICT, Reading
from besa.core.jurisdiction.conflicts import Conflicts, conflicts
from besa.core.jurisdiction.facts import Case, Person, Places, Proceedings
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Truth
from besa.core.jurisdiction.tests.synthetic import DECIDED, READINGS, assessor, cases, known_and_less

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(case: Case, reading: Reading = STRICT) -> Conflicts:
    return conflicts(assessor().assess(case, decided_on=DECIDED, reading=reading), current())


def binds(treaty: str, code: str, reading: Reading) -> Truth:
    turn = current().time_of(DECIDED)
    return binding.in_force(current(), treaty, code, (turn, turn), reading).truth


@few
@given(cases(), READINGS)
def test_nobody_has_to_consult_under_a_treaty_that_does_not_bind_two(case: Case, reading: Reading) -> None:
    between = found(case, reading)
    for duty in (*between.consultation, *between.interview):
        for code, step in duty.bound:
            assert step.truth <= binds(duty.treaty, code, reading), (duty.id, code)
        certain = sum(step.truth == YES for _code, step in duty.bound)
        assert (duty.value == YES) == (certain >= (2 if duty in between.consultation else 1)), duty.id
        assert duty.value != UNKNOWN or duty.cells_missing or any(
            step.truth == UNKNOWN for _code, step in duty.bound
        ), duty.id  # fmt: skip


@few
@given(cases(), READINGS)
def test_the_states_that_meet_are_those_that_can_act_or_may(case: Case, reading: Reading) -> None:
    answer = assessor().assess(case, decided_on=DECIDED, reading=reading)
    between = conflicts(answer, current())
    assert between.able == tuple(one.state for one in answer.states if one.can_act == YES)
    assert set(between.perhaps) <= {one.state for one in answer.states if one.can_act == UNKNOWN}
    for criterion in between.criteria:
        assert [says.state for says in criterion.says] in ([], list(between.states)), criterion.id


@few
@given(cases(), READINGS)
def test_no_treaty_bars_a_second_prosecution_unless_what_was_imposed_is_enforced(case: Case, reading: Reading) -> None:
    for enforced in (None, False, True):
        judged = replace(case, proceedings=(Proceedings("de", "final_judgment", enforced),))
        for one in found(judged, reading).earlier:
            for rule in one.rules:
                both = min(binds(rule.treaty, code, reading) for code in (one.judged_in, one.state))
                assert rule.value <= both, (rule.id, one.state)
                assert enforced or rule.value != YES, (rule.id, one.state)
                assert enforced is not False or rule.value == NO, (rule.id, one.state)


@few
@given(known_and_less(), READINGS)
def test_learning_a_fact_never_turns_a_bar_around(pair: tuple[Case, Case], reading: Reading) -> None:
    case, less = pair
    after = {
        (one.judged_in, one.state, rule.id): rule.value for one in found(case, reading).earlier for rule in one.rules
    }
    for one in found(less, reading).earlier:
        for rule in one.rules:
            known = after.get((one.judged_in, one.state, rule.id))
            assert known is None or rule.value in (UNKNOWN, known), rule.id


def test_pending_proceedings_bar_nothing_and_dropped_ones_are_a_question() -> None:
    case = Case(("distribute",), conduct=_at("de"), offender=Person(nationality=_at("hr")))
    for outcome, truth in (("pending", NO), ("dropped", UNKNOWN)):
        between = found(replace(case, proceedings=(Proceedings("de", outcome),)))
        rules = [rule for one in between.earlier if one.state == "hr" for rule in one.rules if rule.id == "cisa54"]
        assert [rule.value for rule in rules] == [truth], outcome


def test_a_case_that_says_nothing_of_proceedings_is_a_question() -> None:
    between = found(Case(("distribute",), conduct=_at("de")))
    assert (between.earlier_known, between.earlier) == (False, ())
    assert found(Case(("distribute",), conduct=_at("de"), proceedings=())).earlier_known


def _at(code: str) -> Places:
    return Places.known(code)

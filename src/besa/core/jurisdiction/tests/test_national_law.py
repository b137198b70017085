"""What a State's own law lets it do: dual criminality, penalties, presence, leave, limitation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.conditions.expressions import parse
from besa.core.jurisdiction.facts import Ages, Case, Person, Places
from besa.core.jurisdiction.law.citations import Citation
from besa.core.jurisdiction.law.claims import Cell, Claim
from besa.core.jurisdiction.law.library import Law, current
from besa.core.jurisdiction.law.states import State
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES

_DECIDED = date(2026, 11, 22)


def _law(**states: dict[str, Any]) -> Law:
    """A law of two invented States, `aa` and `bb`, with the cells given."""
    return replace(current(), states={code: _state(code, cells) for code, cells in states.items()})


def _state(code: str, cells: dict[str, Any]) -> State:
    law = {name: Cell(f"{code}.law.{name}", "", (_claim(value),)) for name, value in cells.items()}
    return State(code, code, (), "", {}, {}, {}, law)


def _claim(value: Any) -> Claim:
    sources = (Citation("T_CETS201"),)
    if isinstance(value, Claim):
        return value
    if isinstance(value, dict) and "for" in value:
        wanted = tuple((ground, parse(expression)) for ground, expression in value["for"].items())
        return Claim("conditional", "sourced", when_for=wanted, sources=sources, starts=date(2000, 1, 1))
    if isinstance(value, dict) and "penalty" in value:
        return Claim(value["penalty"], "sourced", parse(value["when"]), sources=sources, starts=date(2000, 1, 1))
    if isinstance(value, dict):
        return Claim("conditional", "sourced", parse(value), sources=sources, starts=date(2000, 1, 1))
    return Claim(value, "sourced", sources=sources, starts=date(2000, 1, 1))


_PUNISHES = {"csam_possession": "yes", "csam_production_distribution": "yes", "csam_access": "yes", "csam_age": 18}


def _answer(law: Law, act: str = "possess", reading: Reading | None = None, **facts: Any) -> StateAnswer:
    known: dict[str, Any] = {
        "first_day": date(2022, 1, 1),
        "last_day": date(2022, 1, 1),
        "conduct": Places.known("bb"),
        "offender": Person(Places.known("aa"), Places.known(), Places.known("bb"), age=Ages(40, 40)),
        "child": Person(Places.known("bb"), Places.known("bb"), age=Ages(12, 12)),
        "by_computer": True,
        "material": "real",
        "extradition": (),
        "proceedings": (),
    }
    case = Case(acts=(act,), **{**known, **facts})
    return Assessor(law).assess(case, decided_on=_DECIDED, reading=reading or Reading()).of("aa")


def _ground(answer: StateAnswer, name: str = "active_national") -> GroundAnswer:
    return next(ground for ground in answer.national if ground.ground == name)


_NATIONAL = {**_PUNISHES, "active_national": "yes", "presence_or_authorisation": "no"}


def test_dual_criminality_is_met_by_the_law_of_the_place() -> None:
    own = {**_NATIONAL, "active_dual_criminality": "yes"}
    assert _ground(_answer(_law(aa=own, bb=_PUNISHES))).value == YES
    assert _ground(_answer(_law(aa=own, bb={**_PUNISHES, "csam_possession": "no"}))).value == NO
    silent = _ground(_answer(_law(aa=own, bb={})))
    assert silent.value == UNKNOWN
    assert "bb.law.csam_possession" in silent.cells_missing


def test_whoever_knows_the_law_of_the_place_can_say_that_it_punishes_the_act() -> None:
    own = {**_NATIONAL, "active_dual_criminality": "yes"}
    unread = {"conduct": Places.known("zz")}
    assert _ground(_answer(_law(aa=own), **unread)).value == UNKNOWN
    assert _ground(_answer(_law(aa=own), **unread, punished=Places.known("zz"))).value == YES
    assert _ground(_answer(_law(aa=own), **unread, punished=Places.known())).value == UNKNOWN


def test_whether_it_is_asked_does_not_matter_when_the_place_punishes_the_act() -> None:
    own = {**_NATIONAL, "active_dual_criminality": Claim("unknown", "unknown")}
    assert _ground(_answer(_law(aa=own, bb=_PUNISHES))).value == YES
    assert _ground(_answer(_law(aa=own, bb={**_PUNISHES, "csam_possession": "no"}))).value == UNKNOWN


def test_the_same_conduct_has_another_answer_by_its_penalty() -> None:
    own = {
        **_NATIONAL,
        "active_dual_criminality": {"any": [{"max_penalty_over": 10}, "punishable_at_locus"]},
        "penalty.online": {"penalty": (5, 12), "when": {"all": [{"act_in": ["distribute"]}, "by_computer"]}},
        "penalty.other": {"penalty": (3, 10), "when": {"all": [{"act_in": ["distribute"]}, {"not": "by_computer"}]}},
        "penalty.access": {"penalty": (1, 3), "when": {"act_in": ["access"]}},
    }
    law = _law(aa=own, bb={**_PUNISHES, "csam_access": "no", "csam_production_distribution": "no"})
    assert _ground(_answer(law, "distribute")).value == YES
    assert _ground(_answer(law, "distribute", by_computer=False)).value == NO
    assert _ground(_answer(law, "access")).value == NO
    unknown = _ground(_answer(law, "distribute", by_computer=None))
    assert (unknown.value, unknown.facts_missing) == (UNKNOWN, ("means.by_computer",))


def test_leave_of_a_prosecutor_is_a_condition_and_not_an_unknown() -> None:
    waiver = {"any": ["punishable_at_locus", {"authorised_by": "prosecutor"}]}
    own = {**_NATIONAL, "active_dual_criminality": waiver}
    law = _law(aa=own, bb={**_PUNISHES, "csam_possession": "no"})
    waits = _ground(_answer(law))
    assert (waits.value, [one.value for one in waits.conditions_to_meet]) == (YES, ["prosecutor"])
    given = _ground(_answer(law, given=frozenset({"prosecutor"})))
    assert (given.value, given.conditions_to_meet) == (YES, ())
    assert _ground(_answer(_law(aa=own, bb=_PUNISHES))).conditions_to_meet == ()


def test_presence_of_a_national_may_still_come_about_by_surrender() -> None:
    own = {**_NATIONAL, "active_dual_criminality": "no",
           "presence_or_authorisation": {"for": {"active_national": "offender_present_or_extradited"}}}  # fmt: skip
    away = _ground(_answer(_law(aa=own, bb={})))
    assert (away.value, [one.word for one in away.conditions_to_meet]) == (YES, ["offender_present_or_extradited"])
    here = Person(Places.known("aa"), Places.known(), Places.known("aa"), age=Ages(40, 40))
    assert _ground(_answer(_law(aa=own, bb={}), offender=here)).conditions_to_meet == ()


def test_a_condition_nobody_wrote_down_is_unknown_unless_the_offender_is_there() -> None:
    own = {**_PUNISHES, "active_national": "yes", "active_dual_criminality": "no"}
    assert _ground(_answer(_law(aa=own, bb={}))).value == UNKNOWN
    here = Person(Places.known("aa"), Places.known(), Places.known("aa"), age=Ages(40, 40))
    assert _ground(_answer(_law(aa=own, bb={}), offender=here)).value == YES


def test_law_of_the_day_of_the_offence_counts() -> None:
    old = replace(_claim("no"), ends=date(2021, 12, 31))
    new = replace(_claim("yes"), starts=date(2022, 1, 1))
    state = _state("aa", {**_NATIONAL, "active_dual_criminality": "no"})
    dated = {**state.law, "csam_possession": Cell("aa.law.csam_possession", "", (old, new))}
    law = replace(current(), states={"aa": replace(state, law=dated), "bb": _state("bb", {})})
    assert _ground(_answer(law)).value == YES
    before = date(2021, 6, 1)
    assert _ground(_answer(law, first_day=before, last_day=before)).value == NO
    assert _ground(_answer(law, first_day=before)).value == UNKNOWN


def test_a_source_says_nothing_of_the_time_before_it_unless_the_reader_lets_it() -> None:
    undated = Claim("yes", "sourced", sources=(Citation("T_CETS201"),), as_of=date(2025, 1, 1))
    law = _law(aa={**_NATIONAL, "active_dual_criminality": "no", "csam_possession": undated}, bb={})
    strict = _ground(_answer(law))
    assert (strict.value, strict.cells_missing) == (UNKNOWN, ("aa.law.csam_possession",))
    assert _ground(_answer(law, reading=Reading(undated=True))).value == YES


def test_what_is_only_recalled_counts_when_the_reader_lets_it() -> None:
    law = _law(aa={**_NATIONAL, "active_dual_criminality": "no", "csam_possession": Claim("yes", "recalled")}, bb={})
    assert _ground(_answer(law)).value == UNKNOWN
    assert _ground(_answer(law, reading=Reading(recalled=True))).value == YES


def test_limitation_is_read_on_the_day_of_the_decision_and_told_apart() -> None:
    own = {**_NATIONAL, "active_dual_criminality": "no", "limitation_csam": {"child_under_on_decision": 30}}
    born = Person(Places.known("bb"), Places.known("bb"), born=date(2010, 1, 1))
    assert _answer(_law(aa=own, bb={}), child=born).limitation.truth == YES
    older = Person(Places.known("bb"), Places.known("bb"), born=date(1990, 1, 1))
    long_ago = {"child": older, "first_day": date(2003, 1, 1), "last_day": date(2003, 1, 1)}
    barred = _answer(_law(aa=own, bb={}), **long_ago)
    assert (barred.limitation.truth, barred.can_act) == (NO, YES)
    assert _answer(_law(aa=_NATIONAL, bb={})).limitation.truth == UNKNOWN


def test_partners_close_in_age_and_the_age_that_the_state_has_set() -> None:
    own = {"age_of_consent": 15, "territorial": "yes", "close_in_age": {"close_in_age_within": 3}}

    def here(child: int, offender: int) -> Any:
        person = Person(Places.known("bb"), Places.known("bb"), Places.known("aa"), age=Ages(offender, offender))
        answer = _answer(_law(aa=own), "abuse", conduct=Places.known("aa"), offender=person,
                         child=Person(age=Ages(child, child)))  # fmt: skip
        return _ground(answer, "territorial").value

    assert here(14, 40) == YES
    assert here(14, 16) == NO
    assert here(14, 18) == YES
    assert here(15, 40) == NO

"""What treaties oblige to, read closely: scope of acts, exceptions to exceptions, reservations, days, parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.facts import Ages, Case, Extradition, Person, Places
from besa.core.jurisdiction.law.claims import Cell, Claim
from besa.core.jurisdiction.law.library import Law, current
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Truth

_DECIDED = date(2026, 11, 22)
_DAY = date(2022, 5, 1)
# A place of whose law nothing is recorded: whether it punishes the act is then unknown.
_ELSEWHERE = "ph"


def _set(law: Law, code: str, kind: str, name: str, value: str, **more: object) -> Law:
    """The law with one cell of one State set, as a lawyer would."""
    state = law.states[code]
    claim = Claim(value, "recalled", **more)  # type: ignore[arg-type]
    cell = Cell(f"{code}.{kind}.{name}", f"states/{code}.yaml", (claim,))
    cells = {**getattr(state, kind), name: cell}
    return replace(law, states={**law.states, code: replace(state, **{kind: cells})})


def _reserved(**values: str) -> Law:
    law = current()
    for name, value in values.items():
        law = _set(law, "al", "reservations", f"cets201.{name.replace('_', '.')}", value)
    return law


def _case(act: str, **facts: object) -> Case:
    known: dict[str, object] = {
        "first_day": _DAY,
        "last_day": _DAY,
        "conduct": Places.known(_ELSEWHERE),
        "effect": Places.known(),
        "access": Places.known(),
        "server": Places.known(),
        "ship": Places.known(),
        "aircraft": Places.known(),
        "offender": _offender(),
        "child": Person(Places.known(_ELSEWHERE), Places.known(_ELSEWHERE), age=Ages(12, 12)),
        "by_computer": True,
        "material": "real",
        "extradition": (),
        "proceedings": (),
    }
    return Case(acts=(act,), **{**known, **facts})  # type: ignore[arg-type]


def _offender(national: tuple[str, ...] = ("al",), resident: tuple[str, ...] = ()) -> Person:
    return Person(Places.known(*national), Places.known(*resident), Places.known("al"), age=Ages(40, 40))


def _floor(case: Case, provision: str, law: Law | None = None, state: str = "al", *, recalled: bool = True) -> Truth:
    reading = Reading(recalled=recalled, undated=recalled)
    answer = Assessor(law or current()).assess(case, decided_on=_DECIDED, reading=reading).of(state)
    return next((ground.value for ground in answer.floor if ground.provision == provision), NO)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("abuse_by_force", YES), ("abuse_of_trust", YES), ("pay_for_abuse", YES), ("produce", YES),
        ("recruit_for_performance", YES), ("coerce_into_performance", YES),
        ("offer", UNKNOWN), ("distribute", UNKNOWN), ("procure", UNKNOWN), ("possess", UNKNOWN), ("access", UNKNOWN),
        ("attend_performance", UNKNOWN), ("show_abuse", UNKNOWN),
    ],
)  # fmt: skip
def test_dual_criminality_is_lifted_for_some_acts_only(act: str, expected: Truth) -> None:
    law = _reserved(**{"25_5": "no", "20_3": "no", "20_4": "no", "21_2": "no"})
    assert _floor(_case(act), "cets201.25.1.d", law) == expected


def test_it_is_lifted_for_nationals_and_never_for_habitual_residents() -> None:
    law = _reserved(**{"25_3": "no", "25_5": "no"})
    resident = _case("abuse_by_force", offender=_offender((_ELSEWHERE,), ("al",)))
    assert _floor(resident, "cets201.25.1.e", law) == UNKNOWN


@pytest.mark.parametrize(
    ("act", "resident", "expected"),
    [
        ("abuse_of_trust", (), UNKNOWN),
        ("abuse_of_vulnerability", (), UNKNOWN),
        ("abuse_of_trust", ("al",), YES),
        ("abuse_by_force", (), YES),
        ("abuse", (), YES),
    ],
)
def test_the_reservation_limits_the_exception_for_two_indents_and_nationals_living_abroad(
    act: str, resident: tuple[str, ...], expected: Truth
) -> None:
    law = _set(_reserved(**{"25_5": "yes"}), "al", "law", "age_of_consent", "unknown")
    law = _age(law, 14)
    case = _case(act, offender=_offender(resident=resident))
    assert _floor(case, "cets201.25.1.d", law) == expected


def _age(law: Law, age: int) -> Law:
    state = law.states["al"]
    cell = Cell("al.law.age_of_consent", "states/al.yaml", (Claim(age, "recalled"),))
    return replace(law, states={**law.states, "al": replace(state, law={**state.law, "age_of_consent": cell})})


def test_the_ground_of_residence_falls_with_its_reservation() -> None:
    resident = _case("abuse_by_force", conduct=Places.known("al"), offender=_offender(("rs",), ("al",)))
    assert _floor(resident, "cets201.25.1.e", _reserved(**{"25_3": "yes"})) == NO
    assert _floor(resident, "cets201.25.1.a", _reserved(**{"25_3": "yes"})) == YES


def test_the_endeavour_for_victims_is_no_duty_and_needs_no_reservation() -> None:
    provision = current().provisions["cets201.25.2"]
    assert (provision.modality, provision.reservable) == ("endeavour", "")
    assert current().provisions["cets201.25.4"].reservable == ""


def test_the_convention_on_cybercrime_knows_no_residence_and_no_victims() -> None:
    grounds = {one.ground for one in current().treaties["ets185"].provisions if one.ground}
    assert grounds == {"territorial", "flag_ship", "flag_aircraft", "active_national", "aut_dedere"}


def test_only_the_trafficking_convention_obliges_for_victims() -> None:
    must = {one.treaty for one in current().provisions.values()
            if one.modality == "must" and one.ground.startswith("passive")}  # fmt: skip
    assert must == {"cets197"}


@pytest.mark.parametrize(
    ("outcome", "reason", "expected"),
    [("refused", "nationality", YES), ("refused", "other", NO), ("granted", None, NO), ("pending", None, UNKNOWN)],
)
def test_try_or_extradite_bites_only_when_nationality_was_the_reason(
    outcome: str, reason: str | None, expected: Truth
) -> None:
    request = Extradition("al", "rs", requested=True, outcome=outcome, reason=reason)
    case = _case("abuse_by_force", extradition=(request,))
    assert _floor(case, "cets201.25.7") == expected


def test_one_convention_asks_for_a_request_and_another_does_not() -> None:
    unasked = Extradition("al", "rs", requested=False, outcome="refused", reason="nationality")
    case = _case("recruit", for_exploitation=True, extradition=(unasked,))
    assert _floor(case, "cets197.31.3") == NO
    assert _floor(_case("abuse_by_force", extradition=(unasked,)), "cets201.25.7") == YES


def test_a_request_of_a_state_that_is_no_party_obliges_nobody() -> None:
    request = Extradition("al", "us", requested=True, outcome="refused", reason="nationality")
    assert _floor(_case("abuse_by_force", extradition=(request,)), "cets201.25.7") == NO


@pytest.mark.parametrize(("day", "expected"), [(date(2010, 6, 30), NO), (date(2010, 7, 1), YES)])
def test_a_treaty_obliges_from_the_day_it_is_in_force(day: date, expected: Truth) -> None:
    case = _case("abuse_by_force", conduct=Places.known("al"), first_day=day, last_day=day)
    assert _floor(case, "cets201.25.1.a") == expected


def test_an_offence_that_began_before_is_unknown() -> None:
    case = _case("abuse_by_force", conduct=Places.known("al"), first_day=date(2010, 6, 1), last_day=date(2010, 8, 1))
    assert _floor(case, "cets201.25.1.a") == UNKNOWN


def test_who_is_no_party_owes_nothing() -> None:
    case = _case("abuse_by_force", conduct=Places.known("xk"))
    answer = Assessor(current()).assess(case, decided_on=_DECIDED, reading=Reading(recalled=True, undated=True))
    assert {ground.value for ground in answer.of("xk").floor} == {NO}


def test_who_was_no_member_of_the_union_owes_nothing_under_its_law() -> None:
    for state, day, expected in (("hr", date(2014, 1, 1), YES), ("hr", date(2013, 1, 1), NO), ("rs", _DAY, NO),
                                 ("gb", date(2019, 1, 1), YES), ("gb", date(2021, 1, 1), NO)):  # fmt: skip
        case = _case("abuse_by_force", conduct=Places.known(state), first_day=day, last_day=day)
        assert _floor(case, "dir93.17.1", state=state) == expected, (state, day)


def test_an_offence_on_the_high_seas_needs_no_law_of_a_place_where_the_text_says_so() -> None:
    law = _set(current(), "al", "reservations", "ets185.22.1.d", "no")
    law = _set(law, "al", "reservations", "ets185.9.4", "no")
    case = _case("distribute", conduct=Places.known("high_seas"))
    assert _floor(case, "ets185.22.1.d", law) == YES
    assert _floor(case, "cets201.25.1.d", law) == UNKNOWN


def test_a_computer_reached_from_the_territory_is_enough_only_where_the_text_says_so() -> None:
    case = _case("distribute", access=Places.known("hr"), conduct=Places.known(_ELSEWHERE))
    assert _floor(case, "dir93.17.1", state="hr") == YES
    assert _floor(case, "cets201.25.1.a", state="hr") == UNKNOWN

"""A State that no longer exists is read as those that may be meant; a name that does not fit the day is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.facts import Case, Extradition, FactsContradict, Person, Places
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.logic import NO, UNKNOWN, Truth

_TODAY = date(2026, 11, 22)
_NOWHERE = Places.known()
_THEN = Case(
    acts=("abuse",),
    first_day=date(1988, 5, 1),
    last_day=date(1988, 5, 1),
    conduct=Places.known("yu"),
    effect=_NOWHERE,
    access=_NOWHERE,
    server=_NOWHERE,
)


def _territory(case: Case, state: str) -> Truth:
    answer = Assessor(current()).assess(case, decided_on=_TODAY)
    return next(one.value for one in answer.of(state).national if one.ground == "territorial")


def test_every_state_of_today_that_may_be_meant_is_open_and_no_other() -> None:
    assert {code for code in current().states if _territory(_THEN, code) == UNKNOWN} == {
        "ba", "hr", "me", "mk", "rs", "si", "xk",
    }  # fmt: skip
    assert _territory(_THEN, "hu") == NO


def test_the_place_of_today_settles_it() -> None:
    answer = Assessor(current()).assess(replace(_THEN, conduct=Places.known("hr")), decided_on=_TODAY)
    assert next(one.value for one in answer.of("si").national if one.ground == "territorial") == NO


def test_it_is_told_which_name_is_missing() -> None:
    answer = Assessor(current()).assess(_THEN, decided_on=_TODAY)
    assert (
        "places.conduct" in next(one for one in answer.of("si").national if one.ground == "territorial").facts_missing
    )
    assert answer.unread == ()


@pytest.mark.parametrize(
    "case",
    [
        replace(_THEN, first_day=date(2010, 5, 1), last_day=date(2010, 5, 1)),
        replace(_THEN, conduct=Places.known("si"), offender=Person(present_in=Places.known("yu"))),
        replace(_THEN, conduct=Places.known("si"), child=Person(present_in=Places.known("yu"))),
        replace(_THEN, conduct=Places.known("si"), extradition=(Extradition("si", "yu"),)),
    ],
)
def test_a_name_that_does_not_fit_is_refused_with_the_cure(case: Case) -> None:
    with pytest.raises(FactsContradict, match="name the State"):
        Assessor(current()).assess(case, decided_on=_TODAY)

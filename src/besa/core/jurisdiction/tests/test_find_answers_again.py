"""What is kept is told apart by all that was asked for it, and by nothing else."""

from __future__ import annotations

import gc
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from besa.core.jurisdiction import assessing
from besa.core.jurisdiction.asking import (
    EXACTLY,
    OPEN,
    ROUGHLY,
    ByLaw,
    Known,
    Paths,
    Question,
    Said,
    Scope,
    plainly,
)
from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.cells import STRICT
from besa.core.jurisdiction.facts import Ages, Case, Person, Places
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step
from besa.core.jurisdiction.patterns import Pattern, Trail
from besa.core.jurisdiction.tests.plain import plainly as worked_out_plainly
from besa.core.jurisdiction.tests.synthetic import DECIDED

_TIE, _LAW, _FACT = (Question(name, None, scope) for name, scope in zip("tlf", Scope, strict=True))


class _Asked:
    """Somebody who answers three questions."""

    def __init__(self, tie: Any, law: Any, fact: Any, edition: str = "") -> None:
        self._all: Known = {_TIE: plainly(tie), _LAW: plainly(law), _FACT: plainly(fact)}
        self.known: tuple[Known, Known, Known] = ({}, {}, {})
        self.edition = edition or str(law)

    def answer(self, question: Question) -> Said:
        said = self.known[question.scope][question] = self._all[question]
        return said

    def path(self, *questions: Question) -> dict[Question, Said]:
        return {question: self.answer(question) for question in questions}


def test_a_path_leads_to_its_answer_and_another_does_not() -> None:
    paths: Paths[str] = Paths()
    one = _Asked(YES, "", NO)
    paths.keep(one.path(_TIE, _FACT), "found")
    assert paths.find(_Asked(YES, "", NO)) == "found"
    assert paths.find(_Asked(YES, "", YES)) is None
    assert paths.find(_Asked(NO, "", NO)) is None


def test_what_hangs_on_more_than_ties_is_left_open() -> None:
    paths: Paths[Any] = Paths()
    assert paths.keep_if(Scope.TIES, _Asked(YES, "", NO).path(_TIE, _FACT), "found") is OPEN
    assert paths.keep_if(Scope.TIES, _Asked(NO, "", NO).path(_TIE), "no tie") == "no tie"
    assert paths.find(_Asked(YES, "", YES)) is OPEN
    assert paths.find(_Asked(NO, "", YES)) == "no tie"


def test_times_share_what_is_kept_until_more_is_read_of_the_law() -> None:
    kept: ByLaw[list[str]] = ByLaw(list)
    old, new = _Asked(YES, "old", NO), _Asked(YES, "new", NO)
    assert kept.at(old) is kept.at(new)
    kept.learn(old.path(_LAW))
    assert kept.at(old) is not kept.at(new)
    assert kept.at(old) is kept.at(_Asked(NO, "old", YES, edition="another time"))


def test_a_pattern_gets_the_step_of_this_case_into_its_hole() -> None:
    hole, other = Step(YES, "place", "al"), Step(YES, "place", "rs")
    kept = Step(YES, "ground", parts=(Step(YES, "tie"), Step(YES, "dual", parts=(hole,))))
    pattern = Pattern(kept, ((1, ((0, 0),)),), (_FACT,), (id(hole),), kept)
    filled = pattern.filled([other])
    assert filled.parts[1].parts == (other,)
    assert filled.parts[0] is kept.parts[0]


def test_two_questions_with_equal_answers_have_two_holes() -> None:
    equal = Step(UNKNOWN, "covered")
    said = (id(equal), equal, UNKNOWN)
    trail = Trail()
    one, other = trail.note(_FACT, said), trail.note(_TIE, said)
    assert trail.note(_FACT, said) is one
    given = Step(UNKNOWN, "ground", parts=(equal, Step(UNKNOWN, "not", parts=(other,)), one))
    spine, holes = trail.holes(given)
    assert (spine, holes) == (((1, ((0, 0),)), (2, 1)), (_TIE, _FACT))


def test_a_step_that_waits_for_somebody_is_told_from_one_that_does_not() -> None:
    books = Books(current(), STRICT)
    waits = Step(YES, "authorised_by", "leave", to_meet=True)
    said, same, other = (
        books.said(Step(YES, "all", parts=(part,))) for part in (waits, copy(waits), Step(YES, "always"))
    )
    assert said[1] is same[1]
    assert said[ROUGHLY] == same[ROUGHLY] != other[ROUGHLY]
    assert said[EXACTLY] == same[EXACTLY] != other[EXACTLY]


def test_ties_and_the_law_of_a_time_count_towards_what_is_kept() -> None:
    books = Books(current(), STRICT)
    books.ties(None)
    books.ties(None)
    assert books.kept == 1
    books.edition("rs", (0, 0), 1)
    books.edition("rs", (0, 1), 1)
    assert books.kept == 2 + (books.edition("rs", (0, 0), 1) is not books.edition("rs", (0, 1), 1))


def _case(conduct: str) -> Case:
    day = date(2023, 5, 1)
    return Case(
        acts=("abuse",),
        first_day=day,
        last_day=day,
        conduct=Places.known(conduct),
        offender=Person(Places.known("al"), Places.known("al"), Places.known("al"), age=Ages(40, 40)),
        child=Person(Places.known("rs"), Places.known("rs"), age=Ages(10, 10)),
    )


def test_the_same_ground_gives_each_place_its_own_reasons() -> None:
    assessor = Assessor(current())
    for conduct in ("rs", "me", "rs", "mk"):
        answer = assessor.assess(_case(conduct), decided_on=DECIDED)
        assert answer.states == worked_out_plainly(answer.case, current(), DECIDED, answer.reading)


_ABROAD = replace(_case("ph"), acts=("recruit",), for_exploitation=True)
_STATELESS = replace(_ABROAD, offender=replace(_ABROAD.offender, nationality=Places.known()))
_FOREIGN = replace(_ABROAD, offender=replace(_ABROAD.offender, nationality=Places.known("ph")))
_FELT = replace(_ABROAD, effect=Places.known(*current().states))
_FELT_LONG_AGO = replace(_FELT, first_day=date(2006, 1, 1), last_day=date(2006, 1, 1))


@pytest.mark.parametrize("pair", [(_STATELESS, _FOREIGN), (_FELT, _FELT_LONG_AGO)])
@pytest.mark.parametrize("order", [1, -1])
def test_equal_ties_do_not_hide_what_else_a_bond_hangs_on(pair: tuple[Case, Case], order: int) -> None:
    assessor = Assessor(current())
    for case in pair[::order]:
        answer = assessor.assess(case, decided_on=DECIDED)
        assert answer.states == worked_out_plainly(answer.case, current(), DECIDED, answer.reading)


def test_two_states_that_view_a_place_differently_each_name_their_own_cell() -> None:
    law = current()
    view = law.states["rs"].relations["territory.xk"]
    other = replace(law.states["me"], relations={"territory.xk": replace(view, id="me.relations.territory.xk")})
    law = replace(law, states={**law.states, "me": other})
    answer = Assessor(law).assess(replace(_case("xk"), child=Person()), decided_on=DECIDED)
    assert answer.states == worked_out_plainly(answer.case, law, DECIDED, answer.reading)


def test_an_assessor_forgets_when_it_has_kept_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assessing, "_MOST_KEPT", 50)
    assessor = Assessor(current())
    first = assessor.assess(_case("rs"), decided_on=DECIDED)
    gc.collect()
    assessor.assess(_case("me"), decided_on=DECIDED)
    again = assessor.assess(replace(_case("rs")), decided_on=DECIDED)
    assert again == first
    assert again.states[0] is not first.states[0]

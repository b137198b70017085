"""Kleene's laws hold, and the tree tells what an answer hangs on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from besa.core.jurisdiction.logic import (
    NO,
    UNKNOWN,
    YES,
    Step,
    Truth,
    all_of,
    any_of,
    cited,
    conditions,
    inverse,
    missing,
    not_,
    of,
)

truths = st.sampled_from(Truth)


def step(truth: Truth, name: str = "fact") -> Step:
    return Step(truth, name, facts=(name,), cells=(f"cell.{name}",))


@given(truths, truths, truths)
def test_kleenes_laws(a: Truth, b: Truth, c: Truth) -> None:
    def both(*parts: Truth) -> Truth:
        return all_of(step(part) for part in parts).truth

    def either(*parts: Truth) -> Truth:
        return any_of(step(part) for part in parts).truth

    assert both(a, b) == both(b, a)
    assert either(a, b) == either(b, a)
    assert both(a, both(b, c)) == both(both(a, b), c)
    assert both(a, either(b, c)) == either(both(a, b), both(a, c))
    assert inverse(both(a, b)) == either(inverse(a), inverse(b))
    assert inverse(inverse(a)) == a
    assert both(a, YES) == a == either(a, NO)


@given(st.lists(st.sampled_from((NO, YES)), max_size=4), st.lists(st.booleans(), max_size=4))
def test_learning_a_fact_never_turns_a_certainty(facts: list[Truth], known: list[bool]) -> None:
    less = [fact if index < len(known) and known[index] else UNKNOWN for index, fact in enumerate(facts)]
    for combine in (all_of, any_of):
        before = combine(step(fact) for fact in less).truth
        assert before in (UNKNOWN, combine(step(fact) for fact in facts).truth)


def test_an_unknown_names_what_is_missing_and_nothing_else() -> None:
    tree = all_of((step(YES, "known"), any_of((step(UNKNOWN, "asked"), step(NO, "refused")))))
    assert tree.truth == UNKNOWN
    assert missing(tree) == (("asked",), ("cell.asked",))
    assert missing(step(NO, "refused")) == ((), ())


def test_a_no_keeps_the_one_reason_that_is_enough() -> None:
    tree = all_of((step(YES, "first"), step(NO, "second"), step(UNKNOWN, "third")))
    assert [part.word for part in tree.parts] == ["second"]
    assert cited(tree) == ("cell.second",)


def test_somebodys_act_stays_as_a_condition_and_leaves_the_answer_certain() -> None:
    leave = Step(YES, "authorised_by", "prosecutor", to_meet=True)
    tree = all_of((step(YES), any_of((step(NO, "punishable"), leave))))
    assert tree.truth == YES
    assert conditions(tree) == (leave,)


def test_of_two_ways_the_one_that_asks_for_less_is_named() -> None:
    leave = Step(YES, "authorised_by", "prosecutor", to_meet=True)
    complaint = Step(YES, "complaint_by", "victim", to_meet=True)
    assert conditions(any_of((all_of((leave, complaint)), leave))) == (leave,)
    assert conditions(any_of((leave, step(YES, "punishable")))) == ()


def test_not_turns_and_keeps_the_reason() -> None:
    assert not_(step(NO, "refused")).truth == YES
    assert cited(not_(step(NO, "refused"))) == ("cell.refused",)
    assert of(None) == UNKNOWN

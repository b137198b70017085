"""What a condition of the law comes to in a case: a step with its truth and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Protocol

from besa.core.jurisdiction.conditions.expressions import ACTS_OF_SOMEBODY, FACTS, Expression
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth, all_of, any_of, inverse, not_, of


class Look(Protocol):
    """What an expression may ask: facts as one State sees them, and that State's law."""

    def fact(self, word: str) -> Step: ...
    def worked_out(self, word: str) -> Step: ...
    def own_cell(self, name: str) -> Step: ...
    def reserved(self, key: str) -> Step: ...
    def party_to(self, treaty: str) -> Step: ...
    def penalty(self, word: str, years: int) -> Step: ...
    def offence_from(self, day: date) -> Truth: ...
    def travelled_since(self, day: date) -> Truth: ...
    def years_since_offence_under(self, years: int) -> Truth: ...
    def own_numbers(self, name: str) -> tuple[tuple[int, ...], Step]: ...
    def child_under(self, years: int) -> Truth: ...
    def child_under_on_decision(self, years: int) -> Truth: ...
    def offender_under(self, years: int) -> Truth: ...
    def apart_at_most(self, years: int) -> Truth: ...
    def ages_not_exact(self) -> tuple[str, ...]: ...
    def shown(self) -> str | None: ...
    def is_given(self, words: str) -> bool: ...
    def act_in(self, acts: tuple[str, ...]) -> bool: ...
    @property
    def where(self) -> str: ...


def evaluate(expression: Expression, look: Look) -> Step:
    """The truth of an expression, as a tree of steps."""
    word = expression.word
    if word == "all":
        return all_of(evaluate(part, look) for part in expression.parts)
    if word == "any":
        return any_of(evaluate(part, look) for part in expression.parts)
    if word == "not":
        return not_(evaluate(expression.parts[0], look))
    if word in _FACTS:
        return look.fact(word)
    valued = _VALUED.get(word)
    if valued is not None:
        return valued(expression, look)
    return look.worked_out(word)


_FACTS: Final = frozenset(FACTS)


def _child_under(expression: Expression, look: Look) -> Step:
    than = expression.value
    if isinstance(than, int):
        return Step(look.child_under(than), "child_under", than, facts=("child.age",))
    limits, step = look.own_numbers(than)
    truths = {look.child_under(limit) for limit in limits}
    # Sources that contradict each other may still agree on this child.
    if len(truths) == 1 and (len(limits) == 1 or UNKNOWN not in truths):
        return Step(truths.pop(), "child_under", limits[0], facts=("child.age",), cells=step.cells)
    # Whatever age a State has set, it is an age of childhood: nobody of 18 is below it.
    if look.child_under(18) == NO:
        return Step(NO, "child_under", 18, facts=("child.age",))
    return Step(UNKNOWN, "child_under", than, parts=(step,))


def _child_under_on_decision(expression: Expression, look: Look) -> Step:
    truth = look.child_under_on_decision(expression.value)
    return Step(truth, expression.word, expression.value, facts=("child.born",))


def _offender_at_least(expression: Expression, look: Look) -> Step:
    truth = inverse(look.offender_under(expression.value))
    return Step(truth, expression.word, expression.value, facts=("offender.age",))


def _close_in_age(expression: Expression, look: Look) -> Step:
    truth = look.apart_at_most(expression.value)
    return Step(truth, expression.word, expression.value, facts=look.ages_not_exact())


def _depiction(expression: Expression, look: Look) -> Step:
    shown = look.shown()
    truth = UNKNOWN if shown is None else of(shown in expression.value)
    return Step(truth, expression.word, expression.value, facts=("material",))


def _somebody(expression: Expression, look: Look) -> Step:
    met = look.is_given(expression.value)
    return Step(YES, expression.word, expression.value, facts=("given",), to_meet=not met)


def _without(expression: Expression, look: Look) -> Step:
    # What is not there yet may still come: only what is there is certain.
    truth = NO if look.is_given(expression.value) else UNKNOWN
    return Step(truth, expression.word, expression.value, facts=("given",))


def _penalty(expression: Expression, look: Look) -> Step:
    return look.penalty(expression.word, expression.value)


_VALUED: Final[dict[str, Callable[[Expression, Look], Step]]] = {
    "act_in": lambda expression, look: Step(
        of(look.act_in(expression.value)), "act_in", expression.value, facts=("acts",)
    ),
    "depiction_in": _depiction,
    "child_under": _child_under,
    "child_under_on_decision": _child_under_on_decision,
    "offender_at_least": _offender_at_least,
    "close_in_age_within": _close_in_age,
    "max_penalty_at_least": _penalty,
    "max_penalty_over": _penalty,
    "min_penalty_at_least": _penalty,
    "offence_from": lambda expression, look: Step(
        look.offence_from(expression.value), "offence_from", expression.value, facts=("offence",)
    ),
    "travelled_since": lambda expression, look: Step(
        look.travelled_since(expression.value), expression.word, expression.value, facts=("offender.travelled_on",)
    ),
    "years_since_offence_under": lambda expression, look: Step(
        look.years_since_offence_under(expression.value), expression.word, expression.value, facts=("offence",)
    ),
    "without": _without,
    "cell": lambda expression, look: look.own_cell(expression.value),
    "reserved": lambda expression, look: look.reserved(expression.value),
    "party_to": lambda expression, look: look.party_to(expression.value),
    "open": lambda expression, look: Step(UNKNOWN, "open", expression.value, cells=(look.where,)),
    **dict.fromkeys(ACTS_OF_SOMEBODY, _somebody),
}

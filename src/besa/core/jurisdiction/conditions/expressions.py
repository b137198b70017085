"""Conditions as they are written in the law's files: a closed list of words, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from besa.core.jurisdiction.problem import Problem

# Facts of the case that differ from State to State.
TIES_OF_A_STATE: Final = (
    "conduct_in_territory", "effect_in_territory", "access_from_territory", "server_in_territory", "on_ship",
    "on_aircraft", "offender_national", "offender_resident", "offender_present", "offender_present_or_extradited",
    "child_national", "child_resident", "company_seated", "not_extradited", "final_judgment_abroad",
    "offender_travelled_from", "locus_not_controlled", "locus_viewed_differently",
)  # fmt: skip
FACTS: Final = (
    *TIES_OF_A_STATE, "offender_stateless", "offender_came_freely", "locus_outside_any_state", "by_computer",
    "for_distribution", "for_exploitation", "material_acts_to_meet", "organised_group", "transnational", "for_payment",
    "attempted", "aided", "barred_at_locus",
)  # fmt: skip
# What is worked out from facts and law together.
WORKED_OUT: Final = (
    "punishable_at_locus", "treaty_offence", "exempt_close_in_age", "extradition_requested_by_party",
    "refused_for_nationality",
)  # fmt: skip
DEPICTIONS: Final = ("real", "self_made", "appears", "simulated")
# Somebody's act: a condition still to be met, which cannot be turned around.
ACTS_OF_SOMEBODY: Final = ("authorised_by", "complaint_by")
_OLDEST = 150


class NotAnExpression(Problem):
    """What was written is not on the closed list; the text says what is."""

    def __init__(self, message: str, /, **values: Any) -> None:
        super().__init__("", message, **values)


@dataclass(frozen=True, slots=True)
class Expression:
    """A word with its parameter, or all, any, not with their parts."""

    word: str
    value: Any = None
    parts: tuple[Expression, ...] = ()

    def every(self) -> Iterator[Expression]:
        yield self
        for part in self.parts:
            yield from part.every()


def _years(raw: Any) -> int:
    if not isinstance(raw, int) or not 0 <= raw <= _OLDEST:
        raise NotAnExpression("'{value}' is no number of whole years", value=raw)
    return raw


def _years_or_cell(raw: Any) -> int | str:
    return raw if isinstance(raw, str) and raw else _years(raw)


def _name(raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise NotAnExpression("'{value}' must be words", value=raw)
    return raw


def _names(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        raise NotAnExpression("'{value}' must be a list of words, not empty", value=raw)
    return tuple(_name(one) for one in raw)


def _depictions(raw: Any) -> tuple[str, ...]:
    for one in _names(raw):
        if one not in DEPICTIONS:
            raise NotAnExpression("'{value}' is no depiction", value=one, known=", ".join(DEPICTIONS))
    return _names(raw)


def _day(raw: Any) -> date:
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise NotAnExpression("'{value}' is no day: write it as 2021-03-31", value=raw) from error


WITH_VALUE: Final[dict[str, Callable[[Any], Any]]] = {
    "act_in": _names,
    "depiction_in": _depictions,
    "child_under": _years_or_cell,
    "child_under_on_decision": _years,
    "offender_at_least": _years,
    "close_in_age_within": _years,
    "max_penalty_at_least": _years,
    "max_penalty_over": _years,
    "min_penalty_at_least": _years,
    "offence_from": _day,
    "travelled_since": _day,
    "years_since_offence_under": _years,
    "cell": _name,
    "reserved": _name,
    "party_to": _name,
    "authorised_by": _name,
    "complaint_by": _name,
    "without": _name,
    "open": _name,
}


def words() -> tuple[str, ...]:
    """Every word that may stand in a condition."""
    return ("all", "any", "not", *FACTS, *WORKED_OUT, *WITH_VALUE)


def parse(raw: Any) -> Expression:
    """An expression from YAML; raises NotAnExpression that says what was expected."""
    if isinstance(raw, str):
        if raw in FACTS or raw in WORKED_OUT:
            return Expression(raw)
        if raw in words():
            raise NotAnExpression("'{word}' needs a value: write {{{word}: ...}}", word=raw)
        raise _not_on_the_list(raw)
    if not isinstance(raw, dict) or len(raw) != 1:
        raise NotAnExpression("'{value}' is no condition: write one word, or {{word: value}}", value=raw)
    ((word, value),) = raw.items()
    if word in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise NotAnExpression("'{word}' needs a list of conditions", word=word)
        return Expression(word, parts=tuple(parse(part) for part in value))
    if word == "not":
        part = parse(value)
        if any(inner.word in ACTS_OF_SOMEBODY for inner in part.every()):
            raise NotAnExpression("'not' cannot stand before leave or a complaint: say what must hold instead")
        return Expression("not", parts=(part,))
    if word in WITH_VALUE:
        return Expression(word, WITH_VALUE[word](value))
    raise _not_on_the_list(word)


def _not_on_the_list(word: object) -> NotAnExpression:
    return NotAnExpression(
        "'{word}' is not on the closed list; free words go into 'note'",
        word=word,
        known=", ".join(words()),
    )

"""What would settle an unknown: the facts to ask for and the cells to look up, most useful first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.logic import NO, UNKNOWN

_ANYBODY: Final = "universal_or_treaty"
_GROUND: Final = 720_720  # parts that a ground is shared in: without a rest by up to sixteen


@dataclass(frozen=True, slots=True)
class Lead:
    """A fact or a cell; how many unknown grounds hang on it alone, and how many on it and others."""

    name: str
    is_fact: bool
    alone: int
    at_all: int


@dataclass(frozen=True, slots=True)
class Enough:
    """Facts and cells that together are enough to turn one ground of one State from unknown into yes or no."""

    state: str
    act: str
    ground: str
    facts: tuple[str, ...]
    cells: tuple[str, ...]


def leads(answer: Answer, act: str = "") -> tuple[Lead, ...]:
    """What to ask next: first what brings most States nearer to knowing whether they can act; of equals facts.

    Each unknown ground is worth the same, shared by all that it lacks: a question that is one of two is worth more than
    one of nine. Grounds of a State that can act anyway, and what treaties ask, only decide between equals.
    """
    alone: Counter[str] = Counter()
    at_all: Counter[str] = Counter()
    deciding: Counter[str] = Counter()
    other: Counter[str] = Counter()
    facts: set[str] = set()
    for state, ground in _unknown(answer, act):
        names = (*ground.facts_missing, *ground.cells_missing)
        facts.update(ground.facts_missing)
        at_all.update(names)
        if len(names) == 1:
            alone.update(names)
        worth = deciding if ground.layer == "national" and state.can_act == UNKNOWN else other
        for name in names:
            worth[name] += _GROUND // len(names)
    found = (Lead(name, name in facts, alone[name], at_all[name]) for name in at_all)
    first = sorted(found, key=lambda one: (-deciding[one.name], -other[one.name], not one.is_fact, one.name))
    return tuple(first)


def smallest(answer: Answer, act: str = "") -> Enough | None:
    """The fewest facts and cells that settle a ground of national law; of equals the one that asks for facts.

    Nothing when no ground is unknown. All that is missing is named: where a law has alternatives, less may be enough.
    """
    found = [
        Enough(state.state, state.act, ground.ground, ground.facts_missing, ground.cells_missing)
        for state, ground in _unknown(answer, act)
        if ground.layer == "national"
    ]
    return min(found, key=lambda one: (len(one.facts) + len(one.cells), len(one.cells), one.state), default=None)


def _unknown(answer: Answer, act: str) -> Iterator[tuple[StateAnswer, GroundAnswer]]:
    """Unknown grounds; of States without any tie only where nobody else is even perhaps able to act."""
    ours = [one for one in answer.states if not act or one.act == act]
    tied = [one for one in ours if any(ground.value != NO for ground in one.national if ground.ground != _ANYBODY)]
    for one in tied or ours:
        for ground in (*one.national, *one.floor):
            if ground.value == UNKNOWN:
                yield one, ground

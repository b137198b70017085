"""Kleene's three values, and the tree of steps that every answer is made of."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final

from msgspec import Struct


class Truth(IntEnum):
    """Ordered so that "and" is the smallest and "or" the greatest of its parts (Kleene's strong logic)."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    __hash__ = int.__hash__  # answers are looked up by truths many thousand times a second

    @property
    def word(self) -> str:
        """As it is written in files: yes, no or unknown."""
        return _WORDS[self]


_WORDS: Final = ("no", "unknown", "yes")  # an Enum looks its own name up rather slowly
NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES


def of(known: bool | None) -> Truth:  # noqa: FBT001 - the fact itself
    """A fact that may not be known."""
    return UNKNOWN if known is None else YES if known else NO


def inverse(truth: Truth) -> Truth:
    return (YES, UNKNOWN, NO)[truth]


class Step(Struct, frozen=True, gc=False):
    """One step of the reasoning.

    `word` is a word of the closed list, or the kind of step (all, any, not, ground ...); `value` its parameter; `facts`
    and `cells` name what the step itself rests on (its parts name theirs); `why` says why a cell does not count.
    A step `to_meet` is something that may still come about (leave, a complaint, presence): it does not make the answer
    unknown, it stays as a condition.
    Hundreds are made for a case and a hundred thousand are kept: as a Struct that the collector of garbage passes over
    (no step is ever a part of itself) they are made and walked four times as fast as a dataclass.
    """

    truth: Truth
    word: str
    value: object = None
    facts: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    parts: tuple[Step, ...] = ()
    why: str = ""
    to_meet: bool = False


def all_of(parts: Iterable[Step], word: str = "all", value: object = None, cells: tuple[str, ...] = ()) -> Step:
    """Yes when every part is; the first no ends the matter, and is then the only part that is kept."""
    kept: list[Step] = []
    truth = YES
    for part in parts:
        if part.truth == NO:
            return Step(NO, word, value, cells=cells, parts=(part,))
        kept.append(part)
        truth = min(truth, part.truth)
    return Step(truth, word, value, cells=cells, parts=tuple(kept))


def any_of(parts: Iterable[Step], word: str = "any", value: object = None, cells: tuple[str, ...] = ()) -> Step:
    """Yes when one part is; a yes without conditions ends the matter, and is then the only part that is kept."""
    kept: list[Step] = []
    truth = NO
    for part in parts:
        if part.truth == YES and not conditions(part):
            return Step(YES, word, value, cells=cells, parts=(part,))
        kept.append(part)
        truth = max(truth, part.truth)
    return Step(truth, word, value, cells=cells, parts=tuple(kept))


def not_(part: Step) -> Step:
    return Step(inverse(part.truth), "not", parts=(part,))


def conditions(step: Step) -> tuple[Step, ...]:
    """What somebody still has to do for this to hold: of alternatives those that ask for least."""
    if step.to_meet:
        return (step,)
    if step.truth == NO or not step.parts or step.word == "not":
        return ()
    if step.word == "any":
        ways = [conditions(part) for part in step.parts if part.truth == step.truth]
        return min(ways, key=len, default=())
    return tuple(dict.fromkeys(found for part in step.parts for found in conditions(part)))


def missing(step: Step) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts and the cells that an unknown hangs on; both empty when it is not unknown."""
    facts: dict[str, None] = {}
    cells: dict[str, None] = {}
    _gather(step, facts, cells)
    return tuple(facts), tuple(cells)


def _gather(step: Step, facts: dict[str, None], cells: dict[str, None]) -> None:
    if step.truth != UNKNOWN:
        return
    open_parts = [part for part in step.parts if part.truth == UNKNOWN]
    if not open_parts:
        facts.update(dict.fromkeys(step.facts))
        cells.update(dict.fromkeys(step.cells))
    for part in open_parts:
        _gather(part, facts, cells)


def cited(step: Step) -> tuple[str, ...]:
    """Every cell that this truth rests on, in the order of the reasoning."""
    found: dict[str, None] = {}
    _cite(step, found)
    return tuple(found)


def _cite(step: Step, found: dict[str, None]) -> None:
    found.update(dict.fromkeys(step.cells))
    for part in step.parts:
        if step.word == "not" or part.truth == step.truth:
            _cite(part, found)

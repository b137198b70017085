"""A reasoning worked out once, with holes for the steps that other cases give in other words but with the same truth.

Whether a provision obliges hangs on whether the place punishes the act, not on why it does. So what was worked out for
one place is found again for another, and only the reasons are put in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from besa.core.jurisdiction.asking import Path, Question, Scope, Shelf
from besa.core.jurisdiction.logic import Step, Truth

if TYPE_CHECKING:
    from besa.core.jurisdiction.look import LawOf

# A step and which of its parts lead to holes; at the end of each way the number of the hole.
_Way: TypeAlias = "int | tuple[Step, tuple[tuple[int, _Way], ...]]"
_MOST: Final = 100
_SCENE: Final = Scope.SCENE


class Pattern:
    """A step and its holes; `made` are the answers made of it, by what stood in the holes."""

    __slots__ = ("holes", "made", "step", "twins", "way")

    def __init__(self, step: Step, path: Path) -> None:
        self.step = step
        steps = [(one, said[1]) for one, said in path.items() if one.scope is Scope.SCENE and type(said[1]) is Step]
        numbers = {id(found): number for number, (_one, found) in enumerate(steps)}
        self.way = _way(step, numbers)
        # A step without a hole is the same whatever was asked for it.
        self.holes = tuple(one for one, _found in steps) if self.way is not None else ()
        # Two questions that had the same answer, so that nobody can tell which of them a part of the step is.
        self.twins = self.way is not None and len(numbers) < len(steps)
        self.made: dict[tuple[Hashable, ...], Any] = {}

    def filled(self, steps: Sequence[Step]) -> Step:
        """The same reasoning with these steps in its holes."""
        return self.step if self.way is None else _filled(self.way, steps)


def _way(step: Step, holes: Mapping[int, int]) -> _Way | None:
    number = holes.get(id(step))
    if number is not None:
        return number
    ways = ((place, _way(part, holes)) for place, part in enumerate(step.parts))
    found = tuple((place, way) for place, way in ways if way is not None)
    return (step, found) if found else None


def _filled(way: _Way, steps: Sequence[Step]) -> Step:
    if isinstance(way, int):
        return steps[way]
    step, ways = way
    parts = list(step.parts)
    for place, inner in ways:
        parts[place] = _filled(inner, steps)
    return Step(step.truth, step.word, step.value, step.facts, step.cells, tuple(parts), step.why, step.to_meet)


class Reasoning:
    """One question that a step answers: how to work it out, what to make of the step, and what was found before."""

    __slots__ = ("make", "shelf", "work_out")

    def __init__(self, work_out: Callable[[LawOf], Step], make: Callable[[Step], Any]) -> None:
        self.work_out = work_out
        self.make = make
        self.shelf: Shelf[Pattern] = Shelf()

    def find(self, look: LawOf) -> Any:
        """What is made of the step: the same object for all that ask alike."""
        found = self.found(look)
        return self.begin(look)[0] if found is None else found

    def found(self, look: LawOf) -> Any | None:
        """The same if it was worked out before, else nothing."""
        pattern = self.shelf.find(look)
        if pattern is None:
            return None
        scene = look.known[_SCENE]
        key = tuple([scene[one][0] for one in pattern.holes])
        found = pattern.made.get(key)
        if found is None and not pattern.twins:
            if len(pattern.made) >= _MOST:
                pattern.made.clear()
            found = pattern.made[key] = self.make(pattern.filled([scene[one][1] for one in pattern.holes]))
        return found

    def truth(self, look: LawOf) -> Truth:
        """The truth alone."""
        pattern = self.shelf.find(look)
        return self.begin(look)[1].step.truth if pattern is None else pattern.step.truth

    def note(self, look: LawOf, path: Path) -> tuple[Question, ...]:
        """Write down what was asked for an answer that is found; gives the questions whose answers stand in holes."""
        self.shelf.note(look, path)
        pattern = self.shelf.find(look)
        assert pattern is not None
        return pattern.holes

    def begin(self, look: LawOf) -> tuple[Any, Pattern, Path]:
        """Work it out from the beginning and keep it; with what was asked for it in this order."""
        path: Path = {}
        look.path = path
        try:
            step = self.work_out(look)
        finally:
            look.path = None
        pattern = Pattern(step, path)
        found = pattern.made[tuple([path[one][0] for one in pattern.holes])] = self.make(step)
        self.shelf.keep(look, path, pattern)
        return found, pattern, path

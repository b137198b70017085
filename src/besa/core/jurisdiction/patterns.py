"""A reasoning worked out once, with holes for the steps that other cases give in other words but with the same truth.

Whether a provision obliges hangs on whether the place punishes the act, not on why it does. So what was worked out for
one place is found again for another, and only the reasons are put in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from operator import is_
from typing import TYPE_CHECKING, Any, Final

from besa.core.jurisdiction.asking import Path, Question, Scope, Shelf
from besa.core.jurisdiction.logic import Step

if TYPE_CHECKING:
    from besa.core.jurisdiction.books import Books
    from besa.core.jurisdiction.look import LawOf

_MOST: Final = 100
_SCENE: Final = Scope.SCENE


class Pattern:
    """A step and its holes, and what was made of it, by what stood in the holes; the first is kept by itself, as most
    patterns never see another."""

    __slots__ = ("first", "holes", "more", "step", "stood", "twins")

    def __init__(self, step: Step, holes: tuple[Question, ...], stood: tuple[Hashable, ...], first: Any) -> None:
        self.step = step
        self.holes = holes
        self.stood = stood
        self.first = first
        self.more: dict[tuple[Hashable, ...], Any] | None = None
        # Two questions that had the same answer, so that nobody can tell which of them a part of the step is.
        self.twins = len(set(stood)) < len(stood)

    def made(self, stand: tuple[Hashable, ...]) -> Any | None:
        """What was made with these in the holes."""
        if stand == self.stood:
            return self.first
        return None if self.more is None else self.more.get(stand)

    def keep(self, stand: tuple[Hashable, ...], made: Any) -> None:
        if self.more is None or len(self.more) >= _MOST:
            self.more = {}
        self.more[stand] = made

    def filled(self, steps: Iterable[Step]) -> Step:
        """The same reasoning with these steps in its holes."""
        return _filled(self.step, dict(zip(self.stood, steps, strict=True)))


def _inside(step: Step, sought: set[int]) -> set[int]:
    """Which steps, told by their ids, are part of a step."""
    if id(step) in sought:
        return {id(step)}
    return set[int]().union(*[_inside(part, sought) for part in step.parts]) if step.parts else set()


def _filled(step: Step, steps: Mapping[Hashable, Step]) -> Step:
    found = steps.get(id(step))
    if found is not None:
        return found
    if not step.parts:
        return step
    parts = tuple([_filled(part, steps) for part in step.parts])
    if all(map(is_, parts, step.parts)):
        return step
    return Step(step.truth, step.word, step.value, step.facts, step.cells, parts, step.why, step.to_meet)


class Reasoning:
    """One question that a step answers: how to work it out, what to make of the step, and what was found before."""

    __slots__ = ("books", "make", "shelf", "work_out")

    def __init__(self, books: Books, work_out: Callable[[LawOf], Step], make: Callable[[Step], Any]) -> None:
        self.books = books
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
        stand = tuple([scene[one][0] for one in pattern.holes])
        found = pattern.made(stand)
        if found is None and not pattern.twins:
            self.books.kept += 1
            found = self.make(pattern.filled([scene[one][1] for one in pattern.holes]))
            pattern.keep(stand, found)
        return found

    def begin(self, look: LawOf) -> tuple[Any, Pattern, Path]:
        """Work it out from the beginning and keep it; with what was asked for it in this order."""
        path: Path = {}
        look.path = path
        try:
            step = self.books.same(self.work_out(look))
        finally:
            look.path = None
        self.books.kept += 1
        pattern = self._pattern(step, path)
        self.shelf.keep(look, path, pattern)
        return pattern.first, pattern, path

    def _pattern(self, step: Step, path: Path) -> Pattern:
        asked = [(one, said) for one, said in path.items() if one.scope is _SCENE and type(said[1]) is Step]
        there = _inside(step, {id(said[1]) for _one, said in asked})
        inside = [(one, said[0]) for one, said in asked if id(said[1]) in there]
        holes, stood = tuple([one for one, _id in inside]), tuple([ident for _one, ident in inside])
        return Pattern(step, self.books.once(holes), stood, self.make(step))

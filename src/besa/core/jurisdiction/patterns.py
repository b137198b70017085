"""A reasoning worked out once, with holes for the steps that other cases give in other words but with the same truth.

Whether a provision obliges hangs on whether the place punishes the act, not on why it does. So what was worked out for
one place is found again for another, and only the reasons are put in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from msgspec import Struct

from besa.core.jurisdiction.asking import EXACTLY, ROUGHLY, ByLaw, Fork, Path, Paths, Question, Said, Scope
from besa.core.jurisdiction.logic import Step

if TYPE_CHECKING:
    from besa.core.jurisdiction.books import Books
    from besa.core.jurisdiction.look import LawOf

_MOST: Final = 100
_LAW: Final = Scope.LAW
# Where the holes of a step are: the number of the hole that it is itself, or its parts that have holes, by place.
Spine: TypeAlias = "int | tuple[tuple[int, Spine], ...]"


class Trail:
    """What was asked for a reasoning, in this order. A step that others hang on by its truth alone is given out as a
    copy of its own, so that it can be told from all others in what is made of it."""

    __slots__ = ("_given", "path")

    def __init__(self) -> None:
        self.path: Path = {}
        self._given: dict[Question, Step] = {}

    def note(self, question: Question, said: Said) -> Any:
        """Write a question and its answer down; gives what is answered."""
        self.path[question] = said
        if said[EXACTLY] == said[ROUGHLY]:
            return said[1]
        given = self._given.get(question)
        if given is None:
            given = self._given[question] = copy(said[1])
        return given

    def holes(self, step: Step) -> tuple[Spine, tuple[Question, ...]]:
        """Where in a step that was made of them the steps stand that were given out, and which they are."""
        if not self._given:
            return (), ()
        numbers: dict[Question, int] = {}
        spine = _spine(step, {id(given): question for question, given in self._given.items()}, numbers)
        return spine, tuple(numbers)


def _spine(step: Step, given: Mapping[int, Question], numbers: dict[Question, int]) -> Spine:
    question = given.get(id(step))
    if question is not None:
        return numbers.setdefault(question, len(numbers))
    found = []
    for place, part in enumerate(step.parts):
        if part.parts or id(part) in given:
            inner = _spine(part, given, numbers)
            if inner != ():
                found.append((place, inner))
    return tuple(found)


class Pattern(Struct, gc=False):
    """A step and its holes, and what was made of it, by what stood in the holes; the first is kept by itself, as most
    patterns never see another."""

    step: Step
    spine: Spine
    holes: tuple[Question, ...]
    stood: tuple[Hashable, ...]
    first: Any
    more: dict[tuple[Hashable, ...], Any] | None = None

    def keep(self, stand: tuple[Hashable, ...], made: Any) -> None:
        if self.more is None or len(self.more) >= _MOST:
            self.more = {}
        self.more[stand] = made

    def filled(self, steps: Sequence[Step]) -> Step:
        """The same reasoning with these steps in its holes."""
        return _filled(self.step, self.spine, steps)


def _filled(step: Step, spine: Spine, steps: Sequence[Step]) -> Step:
    if isinstance(spine, int):
        return steps[spine]
    if not spine:
        return step
    parts = list(step.parts)
    for place, inner in spine:
        parts[place] = steps[inner] if isinstance(inner, int) else _filled(parts[place], inner, steps)
    return Step(step.truth, step.word, step.value, step.facts, step.cells, tuple(parts), step.why, step.to_meet)


def _begun() -> Paths[Any]:
    return Paths(ROUGHLY)


class Reasoning:
    """One question that a step answers: how to work it out, what to make of the step, and what was found before."""

    __slots__ = ("_books", "_kept", "_make", "_work_out")

    def __init__(self, books: Books, work_out: Callable[[LawOf], Step], make: Callable[[Step], Any]) -> None:
        self._books = books
        self._work_out = work_out
        self._make = make
        # At the end of a path is a pattern, or what was made at once where nothing has to be put in.
        self._kept: ByLaw[Paths[Any]] = ByLaw(_begun)

    def found(self, look: LawOf) -> Any | None:
        """What is made of the step if it was worked out before, else nothing: the same object for all that ask alike.

        This is walked a hundred times for a case, so Paths.find is written out here.
        """
        step = look.edition.starts.get(self) or self._start(look)
        known = look.known
        while type(step) is Fork:
            question = step.question
            said = known[question.scope].get(question) or look.answer(question)
            step = step.get(said[2])
        if type(step) is not Pattern:
            return step
        holes = step.holes
        stand: tuple[Hashable, ...]
        if len(holes) == 1:
            one = holes[0]
            stand = (known[one.scope][one][0],)
        elif len(holes) == 2:
            one, two = holes
            stand = known[one.scope][one][0], known[two.scope][two][0]
        else:
            stand = tuple([known[one.scope][one][0] for one in holes])
        if stand == step.stood:
            return step.first
        found = None if step.more is None else step.more.get(stand)
        if found is None:
            self._books.kept += 1
            found = self._make(step.filled([known[one.scope][one][1] for one in holes]))
            step.keep(stand, found)
        return found

    def begin(self, look: LawOf) -> tuple[Any, Path]:
        """Work it out from the beginning and keep it; with what was asked for it in this order."""
        trail = look.trail = Trail()
        try:
            given = self._work_out(look)
        finally:
            look.trail = None
        path = trail.path
        spine, holes = trail.holes(given)
        step = _filled(given, spine, [path[one][1] for one in holes])
        made = found = self._make(step)
        if holes:
            stood = tuple([path[one][EXACTLY] for one in holes])
            found = Pattern(step, self._books.once(spine), self._books.once(holes), stood, made)
        self._books.kept += 1
        for edition in self._kept.learn(path):
            edition.starts.pop(self, None)
        self._kept.at(look).keep({one: said for one, said in path.items() if one.scope != _LAW}, found)
        return made, path

    def _start(self, look: LawOf) -> Any:
        start = self._kept.at(look).first
        if start is not None:
            look.edition.starts[self] = start
        return start

"""The law as one reader reads it, at the times that cases ask for; what was worked out once is found again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.asking import Known, Paths, Question, Said, Scope, plainly
from besa.core.jurisdiction.cells import ABSENT, Held, Reading, held
from besa.core.jurisdiction.law.claims import Cell
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import Step, conditions
from besa.core.jurisdiction.patterns import Reasoning
from besa.core.jurisdiction.ties import Ties
from besa.core.jurisdiction.view import View

if TYPE_CHECKING:
    from besa.core.jurisdiction.look import LawOf

Kept = TypeVar("Kept", bound=Hashable)
Time: TypeAlias = tuple[int, int]
_MOST_TIMES: Final = 2_000


class Edition:
    """The law of one State as it stands at the time of an offence and on the day of a decision."""

    __slots__ = ("books", "code", "decision", "known", "offence", "starts")

    def __init__(self, books: Books, code: str, offence: Time, decision: int) -> None:
        self.books = books
        self.code = code
        self.offence = offence
        self.decision = (decision, decision)
        self.known: Known = {}
        # Where the paths of each reasoning begin.
        self.starts: dict[Reasoning, Any] = {}

    def answer(self, question: Question) -> Said:
        """What a cell says (kind `held`), whether a treaty binds the State (`in_force`), or the cells on places that it
        and others view differently (`views`)."""
        if question.kind == "views":
            found = self.known[question] = plainly(self.books.views(self.code))
            return found
        about: Any = question.about
        name, now = about
        time = self.decision if now else self.offence
        read = self.books.held(name, time) if question.kind == "held" else self.books.in_force(name, self.code, time)
        found = self.known[question] = (id(read), read, id(read))
        return found


class Editions(dict[str, Edition]):
    """The editions of one time by State, read as they are asked for."""

    __slots__ = ("_books", "_decision", "_offence")

    def __init__(self, books: Books, offence: Time, decision: int) -> None:
        self._books = books
        self._offence = offence
        self._decision = decision

    def read(self, code: str) -> Edition:
        found = self[code] = self._books.edition(code, self._offence, self._decision)
        return found


class Books:
    """A law and a reading. Equal answers are the same object, and stay: so they can be told apart by identity."""

    def __init__(self, law: Law, reading: Reading) -> None:
        self.law = law
        self.reading = reading
        self._questions: dict[tuple[str, Hashable], Question] = {}
        self._same_held: dict[tuple[int, str, tuple[int, ...]], Held] = {}
        self._held: dict[tuple[str, int, int], Held] = {}
        self._bounds: dict[str, tuple[int, ...]] = {}
        self._same_steps: dict[tuple[Hashable, ...], Step] = {}
        self.bonds: dict[Question, Callable[[LawOf], Step]] = {}
        self._once: dict[Hashable, Any] = {}
        self._standing: set[int] = set()
        self.kept = 0
        self._of_acts: dict[str, dict[Question, tuple[str, Reasoning]]] = {}
        self._paths: dict[tuple[Hashable, ...], Paths[Any]] = {}
        self._turns = {code: _turns_of(law, code) for code in law.states}
        self._edition: dict[tuple[str, int, int, int], Edition] = {}
        self._editions: dict[tuple[Time, int], Editions] = {}
        self._ties: dict[View | None, Ties] = {}

    def question(self, kind: str, about: Hashable, scope: Scope) -> Question:
        key = (kind, about)
        found = self._questions.get(key)
        if found is None:
            found = self._questions[key] = Question(kind, about, scope)
        return found

    def of_act(self, act: str) -> dict[Question, tuple[str, Reasoning]]:
        """Where steps are kept that scenes with this act are asked for, each with the State whose law it asks."""
        return self._of_acts.setdefault(act, {})

    def paths(self, *name: Hashable) -> Paths[Any]:
        """Where answers are kept that read no law."""
        found = self._paths.get(name)
        if found is None:
            found = self._paths[name] = Paths()
        return found

    def editions(self, offence: Time, decision: int) -> Editions:
        """The law of every State at a time."""
        found = self._editions.get((offence, decision))
        if found is None:
            if len(self._editions) > _MOST_TIMES:
                self._editions.clear()
            found = self._editions[offence, decision] = Editions(self, offence, decision)
        return found

    def edition(self, code: str, offence: Time, decision: int) -> Edition:
        """A State's law at a time: the same for all times between which nothing turns for this State."""
        turns = self._turns.get(code, ())
        first, last = offence
        own = code, bisect_right(turns, first), bisect_right(turns, last), bisect_right(turns, decision)
        found = self._edition.get(own)
        if found is None:
            self.kept += 1
            found = self._edition[own] = Edition(self, code, offence, decision)
        return found

    def ties(self, view: View | None) -> Ties:
        """The one object that stands for all views equal to this."""
        found = self._ties.get(view)
        if found is None:
            self.kept += 1
            found = self._ties[view] = Ties(view)
        return found

    def once(self, value: Kept) -> Kept:
        """The one object that stands for all that are equal to it."""
        found: Kept = self._once.setdefault(value, value)
        return found

    def same(self, step: Step) -> Step:
        """The one object that stands for all equal steps; of its parts, too. Most parts of reasonings are alike."""
        if id(step) in self._standing:
            return step
        parts = tuple([self.same(part) for part in step.parts])
        truth, word, value, why, to_meet = step.truth, step.word, step.value, step.why, step.to_meet
        key = (word, truth, value, step.facts, step.cells, why, to_meet, *map(id, parts))
        found = self._same_steps.get(key)
        if found is None:
            found = Step(truth, word, value, step.facts, step.cells, parts, why, to_meet)
            self._same_steps[key] = found
            self._standing.add(id(found))
        return found

    def said(self, step: Step) -> Said:
        """A step as an answer. Others hang on its truth, and on whether it waits for somebody's act."""
        step = self.same(step)
        return id(step), step, step.truth * 2 + (1 if conditions(step) else 0)

    def held(self, ident: str, time: Time) -> Held:
        """What a cell says at a time."""
        bounds = self._bounds.get(ident)
        if bounds is None:
            bounds = self._bounds[ident] = self._bounds_of(ident)
        first, last = time
        between = ident, bisect_right(bounds, first), bisect_right(bounds, last)
        found = self._held.get(between)
        if found is None:
            cell = self.law.by_id.get(ident)
            found = ABSENT if cell is None else held(cell, time, self.law, self.reading)
            found = self._same_held.setdefault((id(found.claim), found.why, found.either), found)
            self._held[between] = found
        return found

    def _bounds_of(self, ident: str) -> tuple[int, ...]:
        """The times at which what a cell says may begin or end."""
        cell = self.law.by_id.get(ident)
        return () if cell is None else tuple(sorted({self.law.time_of(day) for day in _days(cell, self.law)}))

    def views(self, code: str) -> tuple[str, ...]:
        """The cells on places of which a State takes another view than the authorities there."""
        state = self.law.states.get(code)
        places = () if state is None else sorted(state.viewed_differently)
        return tuple(f"{code}.relations.territory.{place}" for place in places)

    def in_force(self, treaty: str, code: str, time: Time) -> Step:
        return self.same(binding.in_force(self.law, treaty, code, time, self.reading))


def _turns_of(law: Law, code: str) -> tuple[int, ...]:
    """The times at which anything may begin or end for one State: its own cells, and the treaties themselves."""
    return tuple(sorted({law.time_of(day) for day in _days_of(law, code)}))


def _days_of(law: Law, code: str) -> Iterator[date]:
    state = law.states[code]
    for cell in (*state.cells(), *(treaty.in_force for treaty in law.treaties.values())):
        yield from _days(cell, law)
    for ident, (_status, consent) in state.treaties.items():
        for claim in consent.claims if consent else ():
            if isinstance(claim.value, date):
                yield law.treaties[ident].enters.after(claim.value)


def _days(cell: Cell, law: Law) -> Iterator[date]:
    """The days on which a claim of a cell begins, or no longer holds, and those that it names."""
    for claim in cell.claims:
        yield from (day for day in (claim.starts, claim.as_of, law.since(claim)) if day)
        if claim.ends:
            yield claim.ends + timedelta(days=1)
        if isinstance(claim.value, date):
            yield claim.value

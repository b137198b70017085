"""The law as one reader reads it, at the times that cases ask for; what was worked out once is found again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.asking import Known, Pair, Question, Scope, Shelf
from besa.core.jurisdiction.cells import ABSENT, Held, Reading, held
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import Step
from besa.core.jurisdiction.ties import Ties
from besa.core.jurisdiction.view import View

Time: TypeAlias = tuple[int, int]
_MOST_TIMES: Final = 2_000


class Edition:
    """The law of one State as it stands at the time of an offence and on the day of a decision."""

    __slots__ = ("books", "code", "decision", "known", "offence")

    def __init__(self, books: Books, code: str, offence: Time, decision: int) -> None:
        self.books = books
        self.code = code
        self.offence = offence
        self.decision = (decision, decision)
        self.known: Known = {}

    def answer(self, question: Question) -> Pair:
        """What a cell says (kind `held`), or whether a treaty binds the State (`in_force`)."""
        about: Any = question.about
        name, now = about
        time = self.decision if now else self.offence
        read = self.books.held(name, time) if question.kind == "held" else self.books.in_force(name, self.code, time)
        found = self.known[question] = (id(read), read)
        return found


class Books:
    """A law and a reading. Equal answers are the same object, and stay: so they can be told apart by identity."""

    def __init__(self, law: Law, reading: Reading) -> None:
        self.law = law
        self.reading = reading
        self._questions: dict[tuple[str, Hashable], Question] = {}
        self._same_held: dict[tuple[int, str, tuple[int, ...]], Held] = {}
        self._same_steps: dict[Step, Step] = {}
        self._shelves: dict[tuple[Hashable, ...], Shelf[Any]] = {}
        self._turns = {code: _turns_of(law, code) for code in law.states}
        self._editions: dict[tuple[str, int, int, int], Edition] = {}
        self._ties: dict[View | None, Ties] = {}
        self._at: dict[tuple[str, Time, int], Edition] = {}

    def question(self, kind: str, about: Hashable, scope: Scope) -> Question:
        key = (kind, about)
        found = self._questions.get(key)
        if found is None:
            found = self._questions[key] = Question(kind, about, scope)
        return found

    def shelf(self, *name: Hashable) -> Shelf[Any]:
        """Where answers of one kind are kept."""
        found = self._shelves.get(name)
        if found is None:
            found = self._shelves[name] = Shelf()
        return found

    def edition(self, code: str, offence: Time, decision: int) -> Edition:
        """A State's law at a time: the same for all times between which nothing turns for this State."""
        found = self._at.get((code, offence, decision))
        if found is None:
            turns = self._turns.get(code, ())
            own = (code, *(bisect_right(turns, time) for time in (*offence, decision)))
            found = self._editions.get(own)  # type: ignore[arg-type]
            if found is None:
                found = self._editions[own] = Edition(self, code, offence, decision)  # type: ignore[index]
            if len(self._at) > _MOST_TIMES * len(self._turns):
                self._at.clear()
            self._at[code, offence, decision] = found
        return found

    def ties(self, view: View | None) -> Ties:
        """The one object that stands for all views equal to this."""
        found = self._ties.get(view)
        if found is None:
            found = self._ties[view] = Ties(view)
        return found

    def same(self, step: Step) -> Step:
        """The one object that stands for all steps equal to it."""
        return self._same_steps.setdefault(step, step)

    def held(self, ident: str, time: Time) -> Held:
        """What a cell says at a time."""
        cell = self.law.by_id.get(ident)
        found = ABSENT if cell is None else held(cell, time, self.law, self.reading)
        return self._same_held.setdefault((id(found.claim), found.why, found.either), found)

    def in_force(self, treaty: str, code: str, time: Time) -> Step:
        return self.same(binding.in_force(self.law, treaty, code, time, self.reading))


def _turns_of(law: Law, code: str) -> tuple[int, ...]:
    """The times at which anything may begin or end for one State: its own cells, and the treaties themselves."""
    return tuple(sorted({law.time_of(day) for day in _days_of(law, code)}))


def _days_of(law: Law, code: str) -> Iterator[date]:
    state = law.states[code]
    for cell in (*state.cells(), *(treaty.in_force for treaty in law.treaties.values())):
        for claim in cell.claims:
            yield from (day for day in (claim.starts, claim.as_of, law.since(claim)) if day)
            if claim.ends:
                yield claim.ends + timedelta(days=1)
            if isinstance(claim.value, date):
                yield claim.value
    for ident, (_status, consent) in state.treaties.items():
        for claim in consent.claims if consent else ():
            if isinstance(claim.value, date):
                yield law.treaties[ident].enters.after(claim.value)

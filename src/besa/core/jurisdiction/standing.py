"""How States stand to treaties on the day of a decision, and what a case says of each of them then."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from typing import Final

from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.conditions.evaluating import evaluate
from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.facts import Case
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import UNKNOWN, YES, Step, all_of, any_of
from besa.core.jurisdiction.look import LawOf
from besa.core.jurisdiction.scene_answers import SceneAnswers
from besa.core.jurisdiction.view import scene, view

_MOST_LAWS: Final = 4
_kept: dict[int, tuple[Law, dict[Reading, _Kept]]] = {}


class _Kept:
    """What was worked out of one law for one reader; it hangs on no case."""

    def __init__(self, law: Law, reading: Reading) -> None:
        self.books = Books(law.with_seats, reading)
        self.steps: dict[Hashable, Step] = {}


def _kept_of(law: Law, reading: Reading) -> _Kept:
    found = _kept.get(id(law))
    if found is None:
        if len(_kept) >= _MOST_LAWS:
            _kept.clear()
        found = _kept[id(law)] = (law, {})
    kept = found[1].get(reading)
    if kept is None:
        kept = found[1][reading] = _Kept(law, reading)
    return kept


class Standing:
    """One case on one day. Treaties are read as of that day, the facts and the law of the offence as ever."""

    def __init__(self, case: Case, law: Law, reading: Reading, day: date) -> None:
        self.case = case
        self.law = law
        self._kept = _kept_of(law, reading)
        self._day = day
        turn = law.time_of(day)
        self._time = (turn, turn)
        self._scenes: dict[str, SceneAnswers] = {}
        self._looks: dict[tuple[str, str], LawOf] = {}

    def in_force(self, treaty: str, code: str) -> Step:
        """Whether a treaty is in force for a State today."""
        return self._kept.books.in_force(treaty, code, self._time)

    def text(self, ident: str) -> Step:
        """Whether the reader may rely on the text of a provision as we have it."""
        claim = self.law.provisions[ident].claim
        trusted = claim.confidence == "sourced" or (
            claim.confidence == "recalled" and self._kept.books.reading.recalled
        )
        if trusted and not claim.contested:
            return Step(YES, "text", ident, cells=(ident,))
        why = "contested" if claim.contested else claim.confidence
        return Step(UNKNOWN, "text", ident, cells=(ident,), why=why)

    def counts(self, cite: str) -> bool:
        """Whether a clock of a provision may be told; one of a cell is told whenever the cell counts."""
        return cite not in self.law.provisions or self.text(cite).truth == YES

    def treaty(self, treaty: str, cites: tuple[str, ...], codes: tuple[str, ...]) -> Step:
        """Whether a treaty with these provisions is in force for all of these States today."""
        key = (treaty, cites, codes, self._time)
        found = self._kept.steps.get(key)
        if found is None:
            parts = (*(self.in_force(treaty, code) for code in codes), *(self.text(cite) for cite in cites))
            found = self._kept.steps[key] = all_of(parts, "between", (treaty, *codes))
        return found

    def limits(self, treaty: str, codes: tuple[str, ...]) -> Iterator[Step]:
        """What a State has said of a treaty in cases like this one, and of dealing with the other side at all."""
        for code in codes:
            state = self.law.recorded.get(code)
            if state is None:
                continue
            if treaty in state.applies and (applies := self.look(code, self.case.acts[0]).applies(treaty)) is not None:
                yield applies
            for other in codes:
                if other in state.relations:
                    yield self.look(code, self.case.acts[0]).deals_with(other)

    def look(self, code: str, act: str) -> LawOf:
        """The case and the law as one State sees them."""
        found = self._looks.get((code, act))
        if found is None:
            shared = self._scenes.get(act)
            if shared is None:
                told = scene(self.case, act, self.law, self._day)
                shared = self._scenes[act] = SceneAnswers(self._kept.books, told)
            state = self.law.recorded.get(code)
            seen = view(self.case, shared.scene, code, state.viewed_differently if state else frozenset())
            found = self._looks[code, act] = LawOf(self._kept.books, code, shared, seen)
        return found

    def holds(self, expression: Expression, code: str, where: str) -> Step:
        """Whether a condition holds for a State, for one act of the case at least."""
        parts = []
        for act in self.case.acts:
            look = self.look(code, act)
            look.where = where
            parts.append(evaluate(expression, look))
        return parts[0] if len(parts) == 1 else any_of(parts)

    def cell(self, code: str, name: str) -> Step:
        """What a cell of a State's law says today."""
        return self.look(code, self.case.acts[0]).own_cell_on_decision(name)

    def covered(self, treaty: str, code: str) -> Step:
        """Whether one act of the case at least is an offence of the treaty, as the State has made it one."""
        parts = [self.look(code, act).covered(treaty) for act in self.case.acts]
        return parts[0] if len(parts) == 1 else any_of(parts)

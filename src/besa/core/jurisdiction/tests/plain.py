"""The same answers worked out plainly: every question is answered anew, nothing is kept. Slow, and easy to believe."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

from besa.core.jurisdiction import binding, national
from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.asking import Scope
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.cells import Reading, held
from besa.core.jurisdiction.facts import Case
from besa.core.jurisdiction.floor import Floor
from besa.core.jurisdiction.grounds import NATIONAL
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import UNKNOWN
from besa.core.jurisdiction.look import LawOf
from besa.core.jurisdiction.scene_answers import PLAIN, SceneAnswers
from besa.core.jurisdiction.view import View, scene, view


class _PlainLook(LawOf):
    """A State's law that keeps nothing."""

    def __init__(self, books: Books, code: str, shared: SceneAnswers, seen: View | None = None) -> None:
        super().__init__(books, code, shared, seen)
        self.seen = seen

    def ask(self, kind: str, about: Hashable = None, scope: Scope = Scope.SCENE) -> Any:
        plain = PLAIN.get(kind)
        return getattr(self, f"answer_{kind}")(about) if plain is None else plain(self.shared, about)

    def _other(self, code: str) -> _PlainLook:
        return _PlainLook(self.books, code, self.shared)

    def answer_tie(self, word: str) -> Any:
        return UNKNOWN if self.seen is None else getattr(self.seen, word)

    def answer_asked(self, _about: None) -> Any:
        return None if self.seen is None else self.seen.asked

    def answer_bond(self, _about: object) -> None:
        """Never the same for others that are tied alike."""

    def answer_views(self, _about: None) -> Any:
        differently = self.law.states[self.code].viewed_differently
        return tuple(f"{self.code}.relations.territory.{code}" for code in sorted(differently))

    def _time(self, *, now: bool) -> tuple[int, int]:
        told = self.shared.scene
        return (told.decision, told.decision) if now else told.offence

    def answer_held(self, about: tuple[str, bool]) -> Any:
        ident, now = about
        return held(self.law.by_id.get(ident), self._time(now=now), self.law, self.books.reading)

    def answer_in_force(self, about: tuple[str, bool]) -> Any:
        treaty, now = about
        return binding.in_force(self.law, treaty, self.code, self._time(now=now), self.books.reading)

    def answer_in_force_elsewhere(self, about: tuple[str, str]) -> Any:
        treaty, code = about
        return binding.in_force(self.law, treaty, code, self._time(now=True), self.books.reading)

    def answer_punishable(self, code: str) -> Any:
        return self._other(code).work_out_punishable()

    def answer_locus(self, _about: None) -> Any:
        return self._other("").work_out_locus()

    def answer_covered_everywhere(self, _about: object) -> None:
        """Never the same for every State."""

    def answer_covered(self, about: tuple[str, str, tuple[str, ...] | None]) -> Any:
        code, treaty, articles = about
        return binding.covered(self._other(code), treaty, articles)


def plainly(case: Case, law: Law, decided_on: date, reading: Reading) -> tuple[StateAnswer, ...]:
    """What Assessor.assess answers for every State and act."""
    floor = Floor.of(law)
    books = Books(law, reading)
    found = []
    for act in case.acts:
        for code in law.states:
            told = scene(case, act, law, decided_on)
            seen = view(case, told, code, law.states[code].viewed_differently)
            look = _PlainLook(books, code, SceneAnswers(books, told), seen)
            found.append(
                StateAnswer(
                    code,
                    act,
                    tuple(
                        GroundAnswer("floor", one.ground, floor.answer(treaty, one, look), one.id, one.modality)
                        for treaty, one in floor.grounds(act)
                    ),
                    tuple(GroundAnswer("national", one.name, national.ground(one, look)) for one in NATIONAL),
                    national.limitation(look),
                )
            )
    return tuple(found)

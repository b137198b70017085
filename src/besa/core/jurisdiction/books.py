"""The law as one reader reads it: which claim of a cell counts at a time, whether a treaty binds; worked out once."""

from __future__ import annotations

from collections.abc import Hashable

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.asking import Paths, Question
from besa.core.jurisdiction.cells import ABSENT, Held, Reading, held
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import Step

_OF_STATE = ("tie", "asked")


class Books:
    """A law and a reading. Equal answers are the same object, so that they can be told apart by identity."""

    def __init__(self, law: Law, reading: Reading) -> None:
        self.law = law
        self.reading = reading
        self._questions: dict[tuple[str, Hashable], Question] = {}
        self._held: dict[tuple[str, tuple[int, int]], Held] = {}
        self._same_held: dict[tuple[int, str], Held] = {}
        self._in_force: dict[tuple[str, str, tuple[int, int]], Step] = {}
        self._same_steps: dict[Step, Step] = {}
        self._paths: dict[tuple[Hashable, ...], Paths[Step]] = {}

    def question(self, kind: str, about: Hashable) -> Question:
        key = (kind, about)
        found = self._questions.get(key)
        if found is None:
            found = self._questions[key] = Question(kind, about, of_state=kind in _OF_STATE)
        return found

    def paths(self, name: tuple[Hashable, ...]) -> Paths[Step]:
        """The ways that were gone to steps of one kind."""
        found = self._paths.get(name)
        if found is None:
            found = self._paths[name] = Paths()
        return found

    def held(self, ident: str, time: tuple[int, int]) -> Held:
        """What a cell says at a time."""
        key = (ident, time)
        found = self._held.get(key)
        if found is None:
            cell = self.law.by_id.get(ident)
            found = ABSENT if cell is None else held(cell, time, self.law, self.reading)
            found = self._held[key] = self._same_held.setdefault((id(found.claim), found.why), found)
        return found

    def in_force(self, treaty: str, code: str, time: tuple[int, int]) -> Step:
        key = (treaty, code, time)
        found = self._in_force.get(key)
        if found is None:
            found = binding.in_force(self.law, treaty, code, time, self.reading)
            found = self._in_force[key] = self._same_steps.setdefault(found, found)
        return found

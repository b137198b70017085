"""Who can act on a case: for each State what treaties oblige it to be able to do, and what its own law lets it do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from besa.core.jurisdiction.answers import StateAnswer
from besa.core.jurisdiction.cells import STRICT, Reading
from besa.core.jurisdiction.facts import HIGH_SEAS, Case, FactsContradict, check, others, renamed, states_named
from besa.core.jurisdiction.former import resolved
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import UNKNOWN, YES
from besa.core.jurisdiction.reader import Reader
from besa.core.jurisdiction.scene_answers import SceneAnswers
from besa.core.jurisdiction.view import scene, view

_NONE: Final = frozenset[str]()
# Answers that are kept before all begins anew: a desk never comes near it, a flood of invented cases would.
_MOST_KEPT: Final = 250_000
Verdict = Literal["somebody_can_act", "no_gap_can_be_excluded", "nobody_can_act"]


@dataclass(frozen=True)
class Answer:
    """All States on all acts of a case, States in the order of their codes."""

    case: Case
    decided_on: date
    reading: Reading
    states: tuple[StateAnswer, ...]
    unread: tuple[str, ...]

    def of(self, state: str, act: str = "") -> StateAnswer:
        """The answer of one State; the first act unless one is named. Raises KeyError."""
        for one in self.states:
            if one.state == state and one.act == (act or self.case.acts[0]):
                return one
        raise KeyError(f"{state} {act}".strip())

    def verdict(self, act: str = "") -> Verdict:
        """A gap is only called one when no input is in doubt: every cell counted as sourced and every place is read."""
        ours = [one for one in self.states if not act or one.act == act]
        if any(one.can_act == YES for one in ours):
            return "somebody_can_act"
        doubtful = any(one.can_act == UNKNOWN for one in ours) or self.unread or self.reading != STRICT
        return "no_gap_can_be_excluded" if doubtful else "nobody_can_act"


class Assessor:
    """Keeps the law and the ways to answers it has gone: what is asked alike again is answered without new work."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self._readers: dict[Reading, Reader] = {}
        self._views = {code: state.viewed_differently for code, state in law.states.items() if state.viewed_differently}

    def assess(self, case: Case, *, decided_on: date, reading: Reading = STRICT) -> Answer:
        """The answer to a case; raises FactsContradict. Nothing but the arguments and the law goes into it."""
        case = resolved(self._with_our_codes(case), self.law.former)
        check(case, decided_on)
        reader = self._readers.get(reading)
        if reader is None or reader.books.kept > _MOST_KEPT:
            reader = self._readers[reading] = Reader(self.law, reading)
        named, tied = set[str](), others(case)
        for _fact, places in case.places():
            named |= places.states
            tied |= places.perhaps
        tied |= named
        tied.update(code for code, places in self._views.items() if not places.isdisjoint(case.conduct.states))
        found: list[StateAnswer] = []
        for act in case.acts:
            if act not in self.law.acts.by_code:
                raise FactsContradict("acts", "'{word}' is not known", word=act, known=", ".join(self.law.acts.by_code))
            shared = SceneAnswers(reader.books, scene(case, act, self.law, decided_on))
            # Whoever is not named in the case sees it as every other who is not.
            stranger = reader.books.ties(view(case, shared.scene, ""))
            for code in self.law.states:
                if code in tied:
                    seen = view(case, shared.scene, code, self._views.get(code, _NONE))
                    found.append(reader.state(code, seen, shared))
                else:
                    found.append(reader.state(code, stranger, shared))
        unread = tuple(sorted(named - {HIGH_SEAS} - set(self.law.states)))
        return Answer(case, decided_on, reading, tuple(found), unread)

    def _with_our_codes(self, case: Case) -> Case:
        """The case with every State by the code of its file: people also write what the law lists under `also`."""
        names = self.law.by_any_name
        if all(names.get(code, code) == code for code in states_named(case)):
            return case
        return renamed(case, names)


def assess(case: Case, law: Law, *, decided_on: date, reading: Reading = STRICT) -> Answer:
    """The answer to one case. Whoever has many keeps an Assessor."""
    return Assessor(law).assess(case, decided_on=decided_on, reading=reading)

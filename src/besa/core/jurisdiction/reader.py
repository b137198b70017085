"""Working out what one State can and must do, and finding again what was worked out before."""

from __future__ import annotations

from functools import partial
from typing import Any

from msgspec import Struct

from besa.core.jurisdiction import national
from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.asking import OPEN, Paths, Scope
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.floor import Floor
from besa.core.jurisdiction.grounds import NATIONAL, Ground
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.treaties import Provision
from besa.core.jurisdiction.logic import Step
from besa.core.jurisdiction.look import LawOf
from besa.core.jurisdiction.patterns import Reasoning
from besa.core.jurisdiction.scene_answers import SceneAnswers
from besa.core.jurisdiction.ties import Ties
from besa.core.jurisdiction.view import View


class _Asked:
    """A ground: what is kept of one State, and what ties alone settle."""

    __slots__ = ("by_ties", "reasoning")

    def __init__(self, reasoning: Reasoning, by_ties: Paths[Any]) -> None:
        self.reasoning = reasoning
        self.by_ties = by_ties


class _Plan:
    """All that is asked about one State. What hangs on the act asks for it, so most is the same for many acts."""

    __slots__ = ("_every", "_floor", "duties", "limitation", "national")

    def __init__(self, books: Books, floor: Floor, code: str) -> None:
        self._floor = floor
        # Without a tie no treaty obliges, whichever the State.
        self._every = {
            one.id: _Asked(
                Reasoning(books, partial(floor.answer, treaty, one), partial(_duty, one)), books.paths("floor", one.id)
            )
            for treaty, grounds in floor.treaties
            for one in grounds
        }
        self.duties: dict[str, tuple[_Asked, ...]] = {}
        self.national = tuple(
            _Asked(
                Reasoning(books, partial(national.ground, one), partial(_own, one)),
                books.paths("national", code, one.name),
            )
            for one in NATIONAL
        )
        self.limitation = Reasoning(books, national.limitation, lambda step: step)

    def floor(self, act: str) -> tuple[_Asked, ...]:
        """Every ground of every treaty that knows the act."""
        found = self.duties.get(act)
        if found is None:
            found = self.duties[act] = tuple(self._every[one.id] for _treaty, one in self._floor.grounds(act))
        return found


class _Settled(Struct, frozen=True, gc=False):
    """The answers that ties alone give, None for a ground that is open, and the numbers of those."""

    answers: tuple[Any, ...]
    open: tuple[int, ...]

    def with_open(self, every: tuple[_Asked, ...], look: LawOf) -> tuple[GroundAnswer, ...]:
        if not self.open:
            return self.answers
        answers = list(self.answers)
        for number in self.open:
            reasoning = every[number].reasoning
            answers[number] = reasoning.found(look) or reasoning.begin(look)[0]
        return tuple(answers)


class Reader:
    """One law as one reader reads it."""

    def __init__(self, law: Law, reading: Reading) -> None:
        self.books = Books(law, reading)
        self.floor = Floor.of(law)
        self._plans = {code: _Plan(self.books, self.floor, code) for code in law.states}

    def state(self, code: str, seen: View | Ties, shared: SceneAnswers) -> StateAnswer:
        """The answer of one State to one act."""
        look = LawOf(self.books, code, shared, seen)
        plan = self._plans[code]
        act = shared.scene.act
        duties = plan.duties.get(act) or plan.floor(act)
        settled = look.ties.settled
        floor = settled.get(act) or _by_ties(look, act, duties)
        own = settled.get(code) or _by_ties(look, code, plan.national)
        limitation = plan.limitation.found(look) or plan.limitation.begin(look)[0]
        return StateAnswer(code, act, floor.with_open(duties, look), own.with_open(plan.national, look), limitation)


def _by_ties(look: LawOf, name: str, every: tuple[_Asked, ...]) -> _Settled:
    answers = []
    for one in every:
        answer = one.by_ties.find(look)
        if answer is None:
            worked_out, path = one.reasoning.begin(look)
            answer = one.by_ties.keep_if(Scope.TIES, path, worked_out)
        answers.append(None if answer is OPEN else answer)
    still_open = tuple([number for number, answer in enumerate(answers) if answer is None])
    look.books.kept += 1
    found = look.ties.settled[name] = _Settled(tuple(answers), still_open)
    return found


def _duty(provision: Provision, step: Step) -> GroundAnswer:
    return GroundAnswer("floor", provision.ground, step, provision.id, provision.modality)


def _own(ground: Ground, step: Step) -> GroundAnswer:
    return GroundAnswer("national", ground.name, step)

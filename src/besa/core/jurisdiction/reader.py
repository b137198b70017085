"""Working out what one State can and must do, and finding again what was worked out before."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any

from besa.core.jurisdiction import national
from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.asking import OPEN, ByLaw, Path, Paths, Question, Scope
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


class _Plan:
    """All that is asked about one State and one act; of each ground `by_ties` keeps what ties alone settle."""

    __slots__ = ("floor", "floor_by_ties", "limitation", "national", "national_by_ties", "wholes")

    def __init__(self, books: Books, floor: Floor, code: str, act: str) -> None:
        duties = list(floor.grounds(act))
        self.floor = tuple(
            Reasoning(books, partial(floor.answer, treaty, one), partial(_duty, one)) for treaty, one in duties
        )
        # Without a tie no treaty obliges, whichever the State.
        self.floor_by_ties = tuple(books.paths("floor", act, one.id) for _treaty, one in duties)
        self.national = tuple(Reasoning(books, partial(national.ground, one), partial(_own, one)) for one in NATIONAL)
        self.national_by_ties = tuple(books.paths("national", code, act, one.name) for one in NATIONAL)
        self.limitation = Reasoning(books, national.limitation, lambda step: step)
        self.wholes: dict[Ties, _Whole] = {}


class _Settled:
    """The answers that ties alone give, and the numbers of the grounds that are open."""

    __slots__ = ("answers", "open")

    def __init__(self, answers: list[GroundAnswer | None]) -> None:
        self.answers = answers
        self.open = tuple(number for number, answer in enumerate(answers) if answer is None)

    def with_open(self, every: tuple[Reasoning, ...], look: LawOf) -> tuple[GroundAnswer, ...]:
        answers = self.answers.copy()
        for number in self.open:
            answers[number] = every[number].find(look)
        return tuple(answers)  # type: ignore[arg-type]


class Reader:
    """One law as one reader reads it."""

    def __init__(self, law: Law, reading: Reading) -> None:
        self.books = Books(law, reading)
        self.floor = Floor.of(law)
        self._plans: dict[tuple[str, str], _Plan] = {}

    def state(self, code: str, seen: View | Ties, shared: SceneAnswers) -> StateAnswer:
        """The answer of one State to one act."""
        look = LawOf(self.books, code, shared, seen)
        return _answer(look, self._plan(code, look.act))[0]

    def stranger(self, code: str, seen: View | Ties, shared: SceneAnswers) -> StateAnswer:
        """The same for a State that sees a case as many others do. It will see such again, and the whole is kept."""
        look = LawOf(self.books, code, shared, seen)
        plan = self._plan(code, look.act)
        whole = plan.wholes.get(look.ties)
        if whole is None:
            whole = plan.wholes[look.ties] = _Whole()
        found = whole.find(look)
        if found is None:
            found, opened = _answer(look, plan)
            self.books.kept += 1
            whole.keep(look, opened, found)
        return found

    def _plan(self, code: str, act: str) -> _Plan:
        found = self._plans.get((code, act))
        if found is None:
            found = self._plans[code, act] = _Plan(self.books, self.floor, code, act)
        return found


class _Whole:
    """All answers of a State to one act from one view, by everything that was ever asked for them."""

    __slots__ = ("_asked", "_kept")

    def __init__(self) -> None:
        self._asked: tuple[Question, ...] = ()
        self._kept: ByLaw[dict[tuple[Hashable, ...], StateAnswer]] = ByLaw(dict)

    def find(self, look: LawOf) -> StateAnswer | None:
        return self._kept.at(look).get(self._key(look))

    def keep(self, look: LawOf, opened: list[Reasoning], answer: StateAnswer) -> None:
        path: Path = {}
        for one in opened:
            one.shelf.note(look, path)
        self._kept.learn(path)
        more = [one for one in path if one.scope is Scope.SCENE and one not in self._asked]
        if more:
            self._asked += tuple(more)
            self._kept.forget()
        self._kept.at(look)[self._key(look)] = answer

    def _key(self, look: LawOf) -> tuple[Hashable, ...]:
        scene = look.known[Scope.SCENE]
        return tuple([(scene.get(one) or look.answer(one))[0] for one in self._asked])


def _answer(look: LawOf, plan: _Plan) -> tuple[StateAnswer, list[Reasoning]]:
    """The answer of one State, and what was asked besides its ties."""
    settled = look.ties.settled
    floor = settled.get(look.act)
    if floor is None:
        floor = settled[look.act] = _by_ties(look, plan.floor, plan.floor_by_ties)
    own = settled.get((look.code, look.act))
    if own is None:
        own = settled[look.code, look.act] = _by_ties(look, plan.national, plan.national_by_ties)
    answer = StateAnswer(
        look.code,
        look.act,
        floor.with_open(plan.floor, look),
        own.with_open(plan.national, look),
        plan.limitation.find(look),
    )
    opened = [plan.floor[number] for number in floor.open] + [plan.national[number] for number in own.open]
    return answer, [*opened, plan.limitation]


def _by_ties(look: LawOf, every: tuple[Reasoning, ...], kept: tuple[Paths[Any], ...]) -> _Settled:
    answers = []
    for one, paths in zip(every, kept, strict=True):
        answer = paths.find(look)
        if answer is None:
            worked_out, _pattern, path = one.begin(look)
            answer = paths.keep_if(Scope.TIES, path, worked_out)
        answers.append(None if answer is OPEN else answer)
    return _Settled(answers)


def _duty(provision: Provision, step: Step) -> GroundAnswer:
    return GroundAnswer("floor", provision.ground, step, provision.id, provision.modality)


def _own(ground: Ground, step: Step) -> GroundAnswer:
    return GroundAnswer("national", ground.name, step)

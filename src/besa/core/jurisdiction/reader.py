"""Working out what one State can and must do, and finding again what was worked out before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from besa.core.jurisdiction import national
from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.asking import Shelf
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.floor import Floor
from besa.core.jurisdiction.grounds import NATIONAL, Ground
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.treaties import Provision, Treaty
from besa.core.jurisdiction.logic import Step
from besa.core.jurisdiction.look import LawOf
from besa.core.jurisdiction.scene_answers import SceneAnswers
from besa.core.jurisdiction.view import View

_MOST_FRAMES = 100_000


@dataclass(frozen=True, slots=True)
class _Open:
    """A ground to which the State is, or may be, tied: how to work it out, and the paths that were gone before."""

    work_out: Callable[[LawOf], GroundAnswer]
    shelf: Shelf[GroundAnswer]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What follows from ties alone: grounds without a tie are answered, the others are open."""

    floor: tuple[GroundAnswer | _Open, ...]
    national: tuple[GroundAnswer | _Open, ...]
    limitation: Shelf[Step]


class Reader:
    """One law as one reader reads it."""

    def __init__(self, law: Law, reading: Reading) -> None:
        self.books = Books(law, reading)
        self.floor = Floor.of(law)
        self._frames: dict[tuple[object, ...], _Frame] = {}

    def state(self, code: str, seen: View, shared: SceneAnswers) -> StateAnswer:
        """The answer of one State to one act."""
        act = shared.scene.act
        look = LawOf(self.books, code, shared, seen)
        key = (code, act, look.ties)
        frame = self._frames.get(key)
        if frame is None:
            if len(self._frames) > _MOST_FRAMES:
                self._frames.clear()
            frame = self._frames[key] = self._frame(code, act, look)
        return StateAnswer(
            code,
            act,
            tuple([one if isinstance(one, GroundAnswer) else _found(one, look) for one in frame.floor]),
            tuple([one if isinstance(one, GroundAnswer) else _found(one, look) for one in frame.national]),
            _limitation(frame.limitation, look),
        )

    def _frame(self, code: str, act: str, look: LawOf) -> _Frame:
        return _Frame(
            tuple(self._duty(code, act, *one) for one in self.floor.grounds(act)),
            tuple(self._own(code, act, ground) for ground in NATIONAL),
            self.books.shelf("limitation", code, act),
        )

    def _duty(self, code: str, act: str, treaty: Treaty, provision: Provision) -> _Open:
        def work_out(look: LawOf) -> GroundAnswer:
            step = self.floor.answer(treaty, provision, look)
            return GroundAnswer("floor", provision.ground, step, provision.id, provision.modality)

        return _Open(work_out, self.books.shelf("floor", code, act, provision.id))

    def _own(self, code: str, act: str, ground: Ground) -> _Open:
        def work_out(look: LawOf) -> GroundAnswer:
            return GroundAnswer("national", ground.name, national.ground(ground, look))

        return _Open(work_out, self.books.shelf("national", code, act, ground.name))


def _found(one: _Open, look: LawOf) -> Any:
    found = one.shelf.find(look)
    if found is None:
        look.path = {}
        found = one.work_out(look)
        one.shelf.keep(look, look.path, found)
        look.path = None
    return found


def _limitation(shelf: Shelf[Step], look: LawOf) -> Step:
    found = shelf.find(look)
    if found is None:
        look.path = {}
        found = national.limitation(look)
        shelf.keep(look, look.path, found)
        look.path = None
    return found

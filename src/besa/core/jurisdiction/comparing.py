"""Which answers change when the law does: cases asked under two laws, and only those that the changed cells touch."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from besa.core.jurisdiction import expecting
from besa.core.jurisdiction.answers import StateAnswer
from besa.core.jurisdiction.assessing import Answer, Assessor
from besa.core.jurisdiction.casefile import CaseFile
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import Step, Truth, conditions

Layer = Literal["national", "floor", "duty", "limitation"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that comes out otherwise. `what` is a ground, a provision, or empty for limitation and for `duty`:
    whether any treaty obliges the State to be able to act. The truths are alike where only the conditions still to be
    met differ, or how far the provision obliges: `modalities`, before and after, else empty."""

    case: str
    state: str
    act: str
    layer: Layer
    what: str
    before: Truth
    after: Truth
    modalities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`asked`: how many cases the cells touch; `contradicted`: by case, what it expects and would no longer get."""

    differences: tuple[Difference, ...]
    asked: int
    of: int
    contradicted: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Known:
    case: CaseFile
    answer: Answer
    read: frozenset[str]


class Comparer:
    """Keeps what a law answers to the cases, so that one change after the other can be held against it.

    Raises FactsContradict if a case is none on the day `on`, which stands in where a case says no day of decision.
    """

    def __init__(self, law: Law, cases: Mapping[str, CaseFile], *, on: date) -> None:
        assessor = Assessor(law)
        self._law = law
        self._known: dict[str, _Known] = {}
        for name, case in cases.items():
            dated = replace(case, decided_on=case.decided_on or on)
            answer = _assess(assessor, dated)
            read = cells_read(answer) | expecting.cells_beyond(answer, dated.expect, law)
            self._known[name] = _Known(dated, answer, read)

    def read(self) -> dict[str, frozenset[str]]:
        """For each case the cells and provisions that its reasoning names."""
        return {name: known.read for name, known in self._known.items()}

    def touched(self, cells: Collection[str]) -> tuple[str, ...]:
        """The cases in whose reasoning one of the cells is cited or missed."""
        # Rows of penalties are found by the beginning of their names: one that is new was not missed by its own.
        if any(".law.penalty." in cell for cell in cells):
            return tuple(self._known)
        return tuple(name for name, known in self._known.items() if not known.read.isdisjoint(cells))

    def compare(self, after: Law, cells: Collection[str]) -> Comparison:
        """What comes out otherwise under the law `after`, which differs from ours in these cells only."""
        assessor = Assessor(after)
        touched = self.touched(cells)
        found: list[Difference] = []
        contradicted = {}
        for name in touched:
            known = self._known[name]
            answer = _assess(assessor, known.case)
            found += _differences(name, known.answer, answer)
            met = set(expecting.differences(known.answer, known.case.expect, self._law))
            newly = tuple(one for one in expecting.differences(answer, known.case.expect, after) if one not in met)
            if newly:
                contradicted[name] = newly
        return Comparison(tuple(found), len(touched), len(self._known), contradicted)


def cells_read(answer: Answer) -> frozenset[str]:
    """Every cell and provision that the reasoning of an answer names."""
    found: set[str] = set()
    seen: set[int] = set()
    waiting = [step for one in answer.states for _layer, _what, step in _steps(one)]
    for one in answer.states:
        found.update(ground.provision for ground in one.floor)
    while waiting:
        step = waiting.pop()
        if id(step) not in seen:  # States that see the same share their steps
            seen.add(id(step))
            found.update(step.cells)
            waiting += step.parts
    return frozenset(found)


def _assess(assessor: Assessor, case: CaseFile) -> Answer:
    assert case.decided_on is not None
    return assessor.assess(case.case, decided_on=case.decided_on, reading=case.reading)


def _differences(name: str, before: Answer, after: Answer) -> Iterator[Difference]:
    for old, new in zip(before.states, after.states, strict=True):
        was = {(layer, what): step for layer, what, step in _steps(old)}
        now = {(layer, what): step for layer, what, step in _steps(new)}
        obliged = _modalities(old), _modalities(new)
        for key in {**was, **now}:
            earlier, later = was.get(key), now.get(key)
            truths = (_truth(earlier), _truth(later))
            modalities = () if max(truths) == Truth.NO else _otherwise(key[1], *obliged)
            # What somebody still has to do counts where the answer is a yes.
            softer = truths[0] == Truth.YES and _to_meet(earlier) != _to_meet(later)
            if truths[0] != truths[1] or softer or modalities:
                yield Difference(name, old.state, old.act, *key, *truths, modalities)
        if obliged[0] != obliged[1] and old.must_be_able != new.must_be_able:
            yield Difference(name, old.state, old.act, "duty", "", old.must_be_able, new.must_be_able)


def _otherwise(provision: str, was: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """What a provision was and is to the State, if that is not the same."""
    earlier, later = was.get(provision, ""), now.get(provision, "")
    return () if earlier == later else (earlier, later)


def _modalities(one: StateAnswer) -> dict[str, str]:
    """How far each provision obliges."""
    return {ground.provision: ground.modality for ground in one.floor}


def _steps(one: StateAnswer) -> Iterator[tuple[Layer, str, Step]]:
    yield from (("national", ground.ground, ground.step) for ground in one.national)
    yield from (("floor", ground.provision, ground.step) for ground in one.floor)
    yield "limitation", "", one.limitation


def _truth(step: Step | None) -> Truth:
    return Truth.NO if step is None else step.truth


def _to_meet(step: Step | None) -> frozenset[tuple[str, str]]:
    return frozenset() if step is None else frozenset((one.word, str(one.value)) for one in conditions(step))

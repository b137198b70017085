"""Who can act on a case: for each State what treaties oblige it to be able to do, and what its own law lets it do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from besa.core.jurisdiction import national
from besa.core.jurisdiction.cells import STRICT, Reading
from besa.core.jurisdiction.facts import Case, FactsContradict, check, others, renamed
from besa.core.jurisdiction.floor import Floor
from besa.core.jurisdiction.grounds import NATIONAL
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth, cited, conditions, missing
from besa.core.jurisdiction.look import LawOf
from besa.core.jurisdiction.view import Scene, View, scene, view

# So many answers are kept; one State sees a case in far fewer ways than cases differ.
_KEPT = 200_000
_SCENES = 2_000


@dataclass(frozen=True)
class GroundAnswer:
    """One ground of one State for one act. `provision` and `modality` are empty for national law."""

    layer: Literal["floor", "national"]
    ground: str
    step: Step
    provision: str = ""
    modality: str = ""

    @property
    def value(self) -> Truth:
        return self.step.truth

    @cached_property
    def conditions_to_meet(self) -> tuple[Step, ...]:
        """What somebody still has to do: an authorisation, a complaint."""
        return conditions(self.step)

    @cached_property
    def _missing(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return missing(self.step)

    @property
    def facts_missing(self) -> tuple[str, ...]:
        return self._missing[0]

    @property
    def cells_missing(self) -> tuple[str, ...]:
        return self._missing[1]

    @cached_property
    def citations(self) -> tuple[str, ...]:
        """Ids of the cells and provisions that the answer rests on; Law tells their sources."""
        return cited(self.step)


@dataclass(frozen=True)
class StateAnswer:
    """One State on one act. `limitation`: whether prosecution is still open on the day of the decision."""

    state: str
    act: str
    floor: tuple[GroundAnswer, ...]
    national: tuple[GroundAnswer, ...]
    limitation: Step

    @cached_property
    def can_act(self) -> Truth:
        """Whether its own law gives it a ground; limitation and conditions still to be met are said beside it."""
        return max((answer.value for answer in self.national), default=NO)

    @cached_property
    def must_be_able(self) -> Truth:
        """Whether a treaty obliges it to be able to act."""
        return max((answer.value for answer in self.floor if answer.modality == "must"), default=NO)

    @cached_property
    def conditions_to_meet(self) -> tuple[Step, ...]:
        """Of the grounds that are a yes, the conditions of the one that asks for least."""
        ways = [answer.conditions_to_meet for answer in self.national if answer.value == YES]
        return min(ways, key=len, default=())


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
    """Keeps the law and the answers given: what one State sees again, it answers again without new work."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.floor = Floor.of(law)
        self._known: dict[tuple[Scene, Reading], dict[tuple[object, ...], StateAnswer]] = {}
        self._count = 0

    def assess(self, case: Case, *, decided_on: date, reading: Reading = STRICT) -> Answer:
        """The answer to a case; raises FactsContradict. Nothing but the arguments and the law goes into it."""
        case = self._with_our_codes(case)
        check(case, decided_on)
        found: list[StateAnswer] = []
        for act in case.acts:
            if act not in self.law.acts.by_code:
                raise FactsContradict("acts", f"'{act}' is not known; known are {', '.join(self.law.acts.by_code)}")
            shared = scene(case, act, self.law, decided_on)
            known = self._of_scene(shared, reading)
            for code in self.law.states:
                seen = view(case, shared, code)
                key = (code, *seen[1:])
                answer = known.get(key)
                if answer is None:
                    answer = known[key] = self._answer(code, shared, seen, reading)
                    self._count += 1
                found.append(answer)
        named = {code for _fact, places in case.places() for code in places.states} - {"high_seas"}
        return Answer(case, decided_on, reading, tuple(found), tuple(sorted(named - set(self.law.states))))

    def _of_scene(self, shared: Scene, reading: Reading) -> dict[tuple[object, ...], StateAnswer]:
        if self._count > _KEPT or len(self._known) > _SCENES:
            self._known.clear()
            self._count = 0
        return self._known.setdefault((shared, reading), {})

    def _answer(self, code: str, shared: Scene, seen: View, reading: Reading) -> StateAnswer:
        look = LawOf(self.law, code, shared, reading, seen)
        floor = tuple(
            GroundAnswer("floor", provision.ground, step, provision.id, provision.modality)
            for provision, step in self.floor.answers(look)
        )
        own = tuple(GroundAnswer("national", one.name, national.ground(one, look)) for one in NATIONAL)
        return StateAnswer(code, shared.act, floor, own, national.limitation(look))

    def _with_our_codes(self, case: Case) -> Case:
        """The case with every State by the code of its file: people also write what the law lists under `also`."""
        names = self.law.by_any_name
        used = {code for _fact, places in case.places() for code in places.states} | others(case)
        if all(names.get(code, code) == code for code in used):
            return case
        return renamed(case, names)


def assess(case: Case, law: Law, *, decided_on: date, reading: Reading = STRICT) -> Answer:
    """The answer to one case. Whoever has many keeps an Assessor."""
    return Assessor(law).assess(case, decided_on=decided_on, reading=reading)

"""What is said of one State: a ground with its reasons, and all grounds of one act together."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct

from besa.core.jurisdiction.logic import NO, YES, Step, Truth, cited, conditions, missing


class Reasoned:
    """Anything that a step answers: whether it holds, and what that hangs on."""

    step: Step

    @property
    def value(self) -> Truth:
        return self.step.truth

    @cached_property
    def conditions_to_meet(self) -> tuple[Step, ...]:
        """What somebody still has to do: give leave, make a complaint, open an investigation."""
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


class GroundAnswer(Reasoned, Struct, frozen=True, dict=True):
    """One ground of one State for one act. `provision` and `modality` are empty for national law."""

    layer: Literal["floor", "national"]
    ground: str
    step: Step
    provision: str = ""
    modality: str = ""

    @cached_property
    def citations(self) -> tuple[str, ...]:
        """Ids of the cells and provisions that the answer rests on; Law tells their sources."""
        return cited(self.step)


class StateAnswer(Struct, frozen=True, dict=True):
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

"""Comparing an answer with what a case file expects of it, so that lawyers can test the law they write down."""

from __future__ import annotations

from collections.abc import Iterable

from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.casefile import Expected
from besa.core.jurisdiction.logic import Step, conditions, missing


def differences(answer: Answer, expected: Iterable[Expected]) -> list[str]:
    """One line for each expectation that is not met; none when all are."""
    return [line for one in expected for line in _differs(answer, one)]


def _differs(answer: Answer, one: Expected) -> list[str]:
    place = f"{one.state} {one.act or answer.case.acts[0]} {one.provision or one.ground or one.about}"
    try:
        state = answer.of(one.state, one.act)
    except KeyError:
        return [f"{place}: there is no such State or act in the answer"]
    if one.about in ("can_act", "must_be_able"):
        truth = state.can_act if one.about == "can_act" else state.must_be_able
        return [] if truth.word == one.value else [f"{place}: {truth.word}, expected {one.value}"]
    step = _step(state, one)
    if step is None:
        known = ", ".join(ground.provision or ground.ground for ground in (*state.floor, *state.national))
        return [f"{place}: there is no such ground; there are {known}"]
    found = []
    lacking = {name for kind in missing(step) for name in kind}
    still = {str(condition.value or condition.word) for condition in conditions(step)}
    if step.truth.word != one.value:
        reasons = f"; missing {', '.join(sorted(lacking))}" if lacking else f"; because of {_reason(step)}"
        found.append(f"{place}: {step.truth.word}, expected {one.value}{reasons}")
    found += [f"{place}: {name} is not missing" for name in one.missing if name not in lacking]
    found += [f"{place}: '{name}' is no condition" for name in one.conditions if name not in still]
    return found


def _step(state: StateAnswer, one: Expected) -> Step | None:
    if one.about == "limitation":
        return state.limitation
    every: tuple[GroundAnswer, ...] = state.floor if one.provision else state.national
    for ground in every:
        if one.provision in ("", ground.provision) and one.ground in ("", ground.ground):
            return ground.step
    return None


def _reason(step: Step) -> str:
    while step.parts and not step.word.startswith("cell"):
        step = next((part for part in step.parts if part.truth == step.truth), step.parts[0])
    return f"{step.word} {step.value if step.value is not None else ''}".strip()

"""Comparing an answer with what a case file expects of it, so that lawyers can test the law they write down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.casefile import Expected
from besa.core.jurisdiction.complaints import forbidden
from besa.core.jurisdiction.conflicts import conflicts
from besa.core.jurisdiction.instruments import available
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, Step, conditions, missing


def differences(answer: Answer, expected: Iterable[Expected], law: Law) -> list[str]:
    """One line for each expectation that is not met; none when all are."""
    return [line for one in expected for line in _differs(answer, one, law)]


def _differs(answer: Answer, one: Expected, law: Law) -> list[str]:
    if one.about in _ASKED:
        return _beyond(answer, one, law)
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
    return _compared(place, step, one)


def _compared(place: str, step: Step, one: Expected) -> list[str]:
    found = []
    lacking = {name for kind in missing(step) for name in kind}
    still = {str(condition.value or condition.word) for condition in conditions(step)}
    if step.truth.word != one.value:
        reasons = f"; missing {', '.join(sorted(lacking))}" if lacking else f"; because of {_reason(step)}"
        found.append(f"{place}: {step.truth.word}, expected {one.value}{reasons}")
    found += [f"{place}: {name} is not missing" for name in one.missing if name not in lacking]
    found += [f"{place}: '{name}' is no condition" for name in one.conditions if name not in still]
    return found


def _beyond(answer: Answer, one: Expected, law: Law) -> list[str]:
    """What is expected of an instrument, of a duty between States, or of proceedings in another State."""
    steps = _ASKED[one.about](answer, one, law)
    place = {
        "instrument": f"{one.state} {one.instrument} to {one.to or 'nobody named'}",
        "duty": f"{one.state} {one.duty}".lstrip(),
        "judged_in": f"{one.state} after proceedings in {one.judged_in}",
        "forbidden": f"{one.state} {one.on} forbidden by {one.forbidden}",
    }[one.about]
    if not steps:
        return [f"{place}: there is no such thing in this case"]
    return [line for step in steps for line in _compared(place, step, one)]


def cells_beyond(answer: Answer, expected: Iterable[Expected], law: Law) -> frozenset[str]:
    """The cells and provisions that hang on what is expected of instruments, duties and earlier proceedings."""
    waiting = [step for one in expected if one.about in _ASKED for step in _ASKED[one.about](answer, one, law)]
    found: set[str] = set()
    while waiting:
        step = waiting.pop()
        found.update(step.cells)
        waiting += step.parts
    return frozenset(found)


def _instruments(answer: Answer, one: Expected, law: Law) -> list[Step]:
    found = available(answer.case, answer, law, issuer=one.state, decided_on=answer.decided_on)
    at_home = law.instruments[one.instrument].reaches == "own" if one.instrument in law.instruments else False
    to = one.state if at_home else one.to
    return [each.step for each in found if (each.id, each.to) == (one.instrument, to)]


def _duties(answer: Answer, one: Expected, law: Law) -> list[Step]:
    between = conflicts(answer, law)
    found = []
    for duty in (*between.consultation, *between.interview):
        if duty.id == one.duty and one.state:
            found += [step for code, step in duty.bound if code == one.state]
        elif duty.id == one.duty:
            found.append(Step(duty.value, "duty", duty.id, parts=tuple(step for _code, step in duty.bound)))
    return found


def _earlier(answer: Answer, one: Expected, law: Law) -> list[Step]:
    return [
        Step(each.value, "any", parts=(*(rule.step for rule in each.rules), each.own_law[0]))
        for each in conflicts(answer, law).earlier
        if (each.judged_in, each.state) == (one.judged_in, one.state)
    ]


def _forbidden(answer: Answer, one: Expected, law: Law) -> list[Step]:
    # No such condition, or no treaty that forbids it: the answer is no.
    found = [
        each.step
        for each in forbidden(answer, law)
        if (each.state, each.provision) == (one.state, one.forbidden)
        and one.on in ("", each.ground)
        and one.act in ("", each.act)
    ]
    return found or [Step(NO, "forbids", one.forbidden)]


_ASKED: Final[Mapping[str, Callable[[Answer, Expected, Law], list[Step]]]] = {
    "instrument": _instruments,
    "duty": _duties,
    "judged_in": _earlier,
    "forbidden": _forbidden,
}


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

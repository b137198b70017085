"""Conflicts told: what the facts say to each criterion, who has to consult whom, and how the child is heard once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from besa.core.jurisdiction import naming, wording
from besa.core.jurisdiction.conflicts.values import Conflicts, Criterion, Duty, EarlierProceedings, Says
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, missing
from besa.core.jurisdiction.voice import ENGLISH, Voice

SEVERAL: Final = "If several States can act"
ABLE: Final = "can act by their own law: {states}"
PERHAPS: Final = "tied, and not certain: {states}"
NOT_SEVERAL: Final = "By these facts no two States meet: there is nothing to settle between them."
CRITERIA: Final = "What to look at, without a score:"
OF: Final = "{name}: {said}"
FACT: Final = "{fact} ({truth})"
SILENT: Final = "the facts say nothing for it"
ASK: Final = "to ask: {question}"
CONSULTATION: Final = "Who has to consult:"
DUTY: Final = "{label} ({basis})"
BOUND: Final = "bound: {states}"
NOT_CERTAIN: Final = "not certain: {states}; it hangs on: {missing}"
NOBODY: Final = "No treaty in force obliges two of them to consult in this case."
EARLIER: Final = "Earlier proceedings:"
ASK_EARLIER: Final = "Ask whether there is a judgment, or are proceedings, in another State: the case does not say."
BETWEEN: Final = "{judged} and {state}: {label}"
BARS: Final = "another prosecution is barred"
DOES_NOT_BAR: Final = "no rule that is recorded bars another prosecution"
MAY_BAR: Final = "whether another prosecution is barred is not certain"
RULE: Final = "{label} ({basis}): {truth}"
INTERVIEW: Final = "The child is heard once:"


def messages() -> Iterator[str]:
    """Every message of this module; labels, texts and questions are words of the law's data."""
    yield from (SEVERAL, ABLE, PERHAPS, NOT_SEVERAL, CRITERIA, OF, FACT, SILENT, ASK, CONSULTATION, DUTY, BOUND)
    yield from (NOT_CERTAIN, NOBODY, EARLIER, ASK_EARLIER, BETWEEN, BARS, DOES_NOT_BAR, MAY_BAR, RULE, INTERVIEW)


def text(found: Conflicts, law: Law, *, reasons: bool = True, voice: Voice = ENGLISH) -> Iterator[str]:
    """Lines, in the order in which authorities go about it; without reasons only what is certain, and no criteria."""
    yield voice(SEVERAL)
    for message, states in ((ABLE, found.able), (PERHAPS, found.perhaps)):
        if states:
            yield f"  {voice(message, states=_states(states, law, voice))}"
    if not found.several:
        yield f"  {voice(NOT_SEVERAL)}"
    if found.criteria and reasons:
        yield f"  {voice(CRITERIA)}"
        for criterion in found.criteria:
            yield from _criterion(criterion, law, voice)
    if found.several:
        yield f"  {voice(CONSULTATION)}"
        duties = [one for one in found.consultation if one.value == YES or (reasons and one.value == UNKNOWN)]
        for duty in duties:
            yield from _duty(duty, law, voice, reasons=reasons)
        if not any(one.value == YES for one in duties):
            yield f"    {voice(NOBODY)}"
    yield from _earlier(found, law, voice)
    yield from _interview(found, law, voice, reasons=reasons)


def _interview(found: Conflicts, law: Law, voice: Voice, *, reasons: bool) -> Iterator[str]:
    duties = [one for one in found.interview if one.value != NO] if reasons else []
    follows = found.follows if reasons else found.follows[:1]
    if duties or follows:
        yield f"  {voice(INTERVIEW)}"
    for duty in duties:
        yield from _duty(duty, law, voice, reasons=reasons)
    yield from (f"    {voice.free(one)}" for one in follows)


def _states(codes: tuple[str, ...] | list[str], law: Law, voice: Voice) -> str:
    return voice.listed(voice.state(code, law) for code in codes)


def _criterion(one: Criterion, law: Law, voice: Voice) -> Iterator[str]:
    yield f"    {voice.free(one.label)}"
    yield f"      {voice.free(one.text)}"
    for says in one.says:
        yield f"      {voice(OF, name=voice.state(says.state, law), said=_facts(says, law, voice))}"
    yield from (f"      {voice(ASK, question=voice.free(question))}" for question in one.questions)


def _facts(says: Says, law: Law, voice: Voice) -> str:
    """What is so, or may be so; what is not so goes without saying."""
    told = [step for step in says.facts if step.truth != NO]
    if not told:
        return voice(SILENT)
    return voice.listed(
        voice(FACT, fact=wording.sentence(step, law, voice), truth=wording.truth(step, voice)) for step in told
    )


def _basis(cites: tuple[str, ...], law: Law, voice: Voice) -> str:
    return voice.listed((naming.provision(cite, law, voice) for cite in cites), "; ")


def _duty(one: Duty, law: Law, voice: Voice, *, reasons: bool) -> Iterator[str]:
    duty = voice(DUTY, label=voice.free(one.label), basis=_basis(one.cites, law, voice))
    bound = [code for code, step in one.bound if step.truth == YES]
    unsure = [code for code, step in one.bound if step.truth == UNKNOWN]
    if not reasons:
        yield f"    {voice(OF, name=duty, said=_states(bound, law, voice))}"
        return
    yield f"    {duty}"
    if bound:
        yield f"      {voice(BOUND, states=_states(bound, law, voice))}"
    if unsure:
        hangs = _names([step for _code, step in one.bound], law, voice)
        yield f"      {voice(NOT_CERTAIN, states=_states(unsure, law, voice), missing=hangs)}"


def _names(steps: list[Step], law: Law, voice: Voice) -> str:
    facts = dict.fromkeys(fact for step in steps for fact in missing(step)[0])
    cells = dict.fromkeys(cell for step in steps for cell in missing(step)[1])
    return voice.listed(
        (*(naming.fact(one, voice) for one in facts), *(naming.cell(one, law, voice) for one in cells)), "; "
    )


def _earlier(found: Conflicts, law: Law, voice: Voice) -> Iterator[str]:
    if not found.earlier_known:
        yield f"  {voice(EARLIER)}"
        yield f"    {voice(ASK_EARLIER)}"
    elif found.earlier:
        yield f"  {voice(EARLIER)}"
    for one in found.earlier:
        yield from _between(one, law, voice)


def _between(one: EarlierProceedings, law: Law, voice: Voice) -> Iterator[str]:
    judged, state = voice.state(one.judged_in, law), voice.state(one.state, law)
    yield f"    {voice(BETWEEN, judged=judged, state=state, label=voice.free(one.label))}"
    yield f"      {voice({YES: BARS, NO: DOES_NOT_BAR, UNKNOWN: MAY_BAR}[one.value])}"
    for rule in one.rules:
        if rule.value != NO:
            basis = _basis(rule.cites, law, voice)
            said = voice(RULE, label=voice.free(rule.label), basis=basis, truth=wording.truth(rule.step, voice))
            yield f"      {said}{_hangs([rule.step], law, voice)}"
    for step in one.own_law:
        if step.truth == UNKNOWN or step.word == "taken_away":
            said = voice(FACT, fact=wording.sentence(step, law, voice), truth=wording.truth(step, voice))
            yield f"      {said}{_hangs([step], law, voice)}"


def _hangs(steps: list[Step], law: Law, voice: Voice) -> str:
    names = _names(steps, law, voice)
    return f" ({names})" if names else ""


def plain(found: Conflicts, law: Law) -> dict[str, Any]:
    """The same as `--json` prints it."""
    return {
        "able": list(found.able),
        "perhaps": list(found.perhaps),
        "criteria": [
            {"criterion": one.id, "label": one.label, "text": one.text, "questions": list(one.questions),
             "cites": list(one.cites),
             "says": {says.state: {step.word: step.truth.word for step in says.facts} for says in one.says}}
            for one in found.criteria
        ],
        "consultation": [_plain_duty(one) for one in found.consultation],
        "earlier_known": found.earlier_known,
        "earlier": [
            {"judged_in": one.judged_in, "outcome": one.outcome, "state": one.state, "value": one.value.word,
             "rules": [
                 {"rule": rule.id, "cites": list(rule.cites), "value": rule.value.word,
                  "facts_missing": list(missing(rule.step)[0]), "cells_missing": list(missing(rule.step)[1])}
                 for rule in one.rules
             ],
             "own_law": [{"word": step.word, "value": step.value, "truth": step.truth.word} for step in one.own_law]}
            for one in found.earlier
        ],
        "interview": [_plain_duty(one) for one in found.interview],
        "follows": list(found.follows),
    }  # fmt: skip


def _plain_duty(one: Duty) -> dict[str, Any]:
    return {
        "duty": one.id,
        "label": one.label,
        "cites": list(one.cites),
        "value": one.value.word,
        "bound": {code: step.truth.word for code, step in one.bound},
        "cells_missing": list(one.cells_missing),
    }

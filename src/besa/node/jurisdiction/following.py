"""What follows from an answer, in words: what to settle between several States, and what the authority can do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.utils.safestring import SafeString

from besa.core.jurisdiction import Law, Step, Truth, naming, wording
from besa.core.jurisdiction.conflicts import Conflicts, Criterion, Duty, EarlierProceedings, conflicts
from besa.core.jurisdiction.conflicts import telling as of_conflicts
from besa.core.jurisdiction.instruments import Instrument, available
from besa.core.jurisdiction.instruments import telling as of_instruments
from besa.core.jurisdiction.logic import missing
from besa.core.jurisdiction.voice import Voice
from besa.node.jurisdiction.answering import Answered
from besa.node.jurisdiction.tree import STYLE, badge, sources, truth


@dataclass(frozen=True)
class CriterionShown:
    """A criterion; `says`: what the facts say of each State, `questions`: what somebody has to ask."""

    label: str
    text: str
    says: tuple[tuple[str, tuple[tuple[SafeString, str], ...]], ...]
    questions: tuple[str, ...]
    cites: SafeString


@dataclass(frozen=True)
class DutyShown:
    """`bound`: States that the case names, or that can act; `strangers`: others that are bound, too."""

    label: str
    bound: str
    strangers: str
    unsure: str
    hangs_on: str
    cites: SafeString


@dataclass(frozen=True)
class EarlierShown:
    between: str
    verdict: SafeString
    rules: tuple[tuple[SafeString, str, SafeString], ...]


@dataclass(frozen=True)
class ConflictsShown:
    able: str
    perhaps: str
    several: bool
    criteria: tuple[CriterionShown, ...]
    consultation: tuple[DutyShown, ...]
    ask_earlier: str
    earlier: tuple[EarlierShown, ...]
    strangers_earlier: tuple[EarlierShown, ...]
    interview: tuple[DutyShown, ...]
    follows: tuple[str, ...]


@dataclass(frozen=True)
class InstrumentShown:
    """One instrument towards one or more States, `side` the code of the first.

    `hangs_on` where it is unknown, `why_not` where it is a no.
    """

    label: str
    to: str
    side: str
    verdict: SafeString
    conditions: tuple[str, ...]
    clocks: tuple[str, ...]
    bases: tuple[tuple[str, SafeString], ...]
    hangs_on: str
    why_not: str
    notes: tuple[str, ...]
    letter: str


@dataclass(frozen=True)
class NextSteps:
    """What an authority of `issuer` can do next: with certainty, perhaps, and not."""

    issuer: str
    issuer_code: str
    can: tuple[InstrumentShown, ...]
    perhaps: tuple[InstrumentShown, ...]
    cannot: tuple[InstrumentShown, ...]


_BARS: Final = {Truth.YES: of_conflicts.BARS, Truth.NO: of_conflicts.DOES_NOT_BAR, Truth.UNKNOWN: of_conflicts.MAY_BAR}


def several(found: Answered, voice: Voice) -> ConflictsShown:
    """What to settle between the States that can act, or may be able to."""
    law = found.law
    told: Conflicts = conflicts(found.answer, law)
    strangers = found.strangers
    earlier = [(one.state in strangers, _earlier(one, law, voice)) for one in told.earlier]
    return ConflictsShown(
        able=_states(told.able, law, voice),
        perhaps=_states((code for code in told.perhaps if code not in strangers), law, voice),
        several=told.several,
        criteria=tuple(_criterion(one, strangers, law, voice) for one in told.criteria),
        consultation=tuple(_duty(one, strangers, law, voice) for one in told.consultation if one.value != Truth.NO),
        ask_earlier="" if told.earlier_known else voice(of_conflicts.ASK_EARLIER),
        earlier=tuple(one for stranger, one in earlier if not stranger),
        strangers_earlier=tuple(one for stranger, one in earlier if stranger),
        interview=tuple(_duty(one, strangers, law, voice) for one in told.interview if one.value != Truth.NO),
        follows=tuple(voice.free(one) for one in told.follows),
    )


def next_steps(found: Answered, issuer: str, voice: Voice) -> NextSteps:
    """The instruments of an authority of `issuer` (a code), on the day of the decision."""
    answer, law = found.answer, found.law
    every = available(answer.case, answer, law, issuer=issuer, decided_on=answer.decided_on)

    def of(wanted: Truth) -> tuple[InstrumentShown, ...]:
        alike: dict[InstrumentShown, list[str]] = {}
        for one in every:
            if one.value == wanted:
                states = alike.setdefault(_instrument(one, law, voice), [])
                states += [one.to] if one.to and one.to != one.issuer else []
        return tuple(_to(shown, states, law, voice) for shown, states in alike.items())

    return NextSteps(voice.state(issuer, law), issuer, of(Truth.YES), of(Truth.UNKNOWN), of(Truth.NO))


def _to(shown: InstrumentShown, states: list[str], law: Law, voice: Voice) -> InstrumentShown:
    return replace(shown, to=_states(states, law, voice), side=states[0] if states else "")


def _instrument(one: Instrument, law: Law, voice: Voice) -> InstrumentShown:
    yes = one.value == Truth.YES
    against = [wording.sentence(step, law, voice) for step in of_instruments.why_not(one)]
    return InstrumentShown(
        label=voice.free(one.label),
        to="",
        side="",
        verdict=badge(STYLE[one.value], voice(wording.TRUTHS[one.value])),
        conditions=tuple(wording.sentence(step, law, voice) for step in one.conditions_to_meet) if yes else (),
        clocks=tuple(of_instruments.clock(clock, voice) for clock in one.clocks),
        bases=tuple(
            (of_instruments.basis(basis, law, voice), sources(basis.cites, law, voice)) for basis in one.basis if yes
        ),
        hangs_on=_hangs_on([one.step], law, voice),
        why_not=voice.listed(dict.fromkeys(against), "; ") if against else "",
        notes=tuple(voice.free(note) for note in one.notes) if yes else (),
        letter=one.letter,
    )


def _criterion(one: Criterion, strangers: frozenset[str], law: Law, voice: Voice) -> CriterionShown:
    says = []
    for ours in (ours for ours in one.says if ours.state not in strangers):
        told = [
            (truth(step, voice), wording.sentence(step, law, voice)) for step in ours.facts if step.truth != Truth.NO
        ]
        says.append((voice.state(ours.state, law), tuple(told)))
    return CriterionShown(
        label=voice.free(one.label),
        text=voice.free(one.text),
        says=tuple(says),
        questions=tuple(voice.free(question) for question in one.questions),
        cites=sources(one.cites, law, voice),
    )


def _duty(one: Duty, strangers: frozenset[str], law: Law, voice: Voice) -> DutyShown:
    bound = [code for code, step in one.bound if step.truth == Truth.YES]
    unsure = [code for code, step in one.bound if step.truth == Truth.UNKNOWN]
    return DutyShown(
        label=voice.free(one.label),
        bound=_states((code for code in bound if code not in strangers), law, voice),
        strangers=_states((code for code in bound if code in strangers), law, voice),
        unsure=_states(unsure, law, voice),
        hangs_on=_hangs_on([step for _code, step in one.bound], law, voice) if unsure else "",
        cites=sources(one.cites, law, voice),
    )


def _earlier(one: EarlierProceedings, law: Law, voice: Voice) -> EarlierShown:
    judged, state = voice.state(one.judged_in, law), voice.state(one.state, law)
    # Barred is what one fears here: the colour says so, as the words do.
    style = {Truth.YES: "no", Truth.NO: "yes", Truth.UNKNOWN: "open"}[one.value]
    return EarlierShown(
        between=voice(of_conflicts.BETWEEN, judged=judged, state=state, label=voice.free(one.label)),
        verdict=badge(style, voice(_BARS[one.value])),
        rules=tuple(
            (truth(rule.step, voice), voice.free(rule.label), sources(rule.cites, law, voice))
            for rule in one.rules
            if rule.value != Truth.NO
        ),
    )


def _states(codes: Iterable[str], law: Law, voice: Voice) -> str:
    names = [voice.state(code, law) for code in codes]
    return voice.listed(names) if names else ""


def _hangs_on(steps: Iterable[Step], law: Law, voice: Voice) -> str:
    lacking = [missing(step) for step in steps]
    facts = dict.fromkeys(fact for ours, _cells in lacking for fact in ours)
    cells = dict.fromkeys(cell for _facts, ours in lacking for cell in ours)
    names = [*(naming.fact(one, voice) for one in facts), *(naming.cell(one, law, voice) for one in cells)]
    return voice.listed(names, "; ") if names else ""

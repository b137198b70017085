"""The answer in the reader's words: everything its page shows, and nothing the page has to work out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from besa.core.jurisdiction import (
    GroundAnswer,
    Law,
    StateAnswer,
    Step,
    Truth,
    complaints,
    naming,
    settling,
    telling,
    valued,
    wording,
)
from besa.core.jurisdiction.logic import conditions, missing
from besa.core.jurisdiction.voice import Voice
from besa.node.jurisdiction.answering import FEW, Answered
from besa.node.jurisdiction.questions import QUESTION, STEP_OF, Text
from besa.node.jurisdiction.tree import STYLE, badge, tree, truth

_ASKED: Final = 5
_NAMED: Final = 2
_UNRANKED: Final[Mapping[str, int]] = {}
_OWN: Final[Mapping[Truth, Text]] = {
    Truth.YES: _("can act"),
    Truth.NO: _("cannot act"),
    Truth.UNKNOWN: _("not known"),
}
_DUTY: Final[Mapping[Truth, Text]] = {
    Truth.YES: _("must be able to act"),
    Truth.NO: _("no duty"),
    Truth.UNKNOWN: _("not known"),
}
_OPEN: Final[Mapping[Truth, Text]] = {
    Truth.YES: _("still open"),
    Truth.NO: _("barred by time"),
    Truth.UNKNOWN: _("not known"),
}


@dataclass(frozen=True)
class Condition:
    """What somebody still has to do; `words` are those that a case file says when it is done, if it can say so."""

    said: str
    words: str


@dataclass(frozen=True)
class Lacking:
    """What is not known: a fact, with the step of the form that asks for it, or a cell of the law; `name` its id."""

    said: str
    step: str
    name: str


@dataclass(frozen=True)
class GroundShown:
    """`why` is the reasoning, on the page of a State only."""

    name: str
    truth: SafeString
    conditions: tuple[Condition, ...]
    facts: tuple[Lacking, ...]
    cells: tuple[Lacking, ...]
    why: SafeString


@dataclass(frozen=True)
class StateShown:
    """A State's row. `own`, `duty` and `limitation` are badges: symbol and colour by their style, and words.

    `grounds` on which it can act; `facts` that it hangs on, the first of them, and how many more; `cells`: of how many
    points of law it hangs where it hangs on no fact.
    """

    code: str
    name: str
    style: str
    own: SafeString
    duty: SafeString
    limitation: SafeString
    conditions: tuple[Condition, ...]
    grounds: tuple[str, ...]
    facts: tuple[Lacking, ...]
    more_facts: int
    cells: int


@dataclass(frozen=True)
class StateReasons:
    """A State's page: each ground with its reasoning."""

    row: StateShown
    act: str
    limitation: GroundShown
    national: tuple[GroundShown, ...]
    floor: tuple[GroundShown, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class LeadShown:
    """What to ask next: a fact with its question (`name`, `step`), or a cell to look up (`cell`)."""

    said: str
    name: str
    step: str
    cell: str
    alone: int
    at_all: int


@dataclass(frozen=True)
class ActShown:
    """`strangers`: States that no fact names, and of which nothing is certain; `silent`: those without any tie.

    `forbidden`: complaints that a State's own law waits for and a treaty forbids to wait for; of strangers nothing.
    """

    code: str
    name: str
    verdict: str
    style: str
    leads: tuple[LeadShown, ...]
    states: tuple[StateShown, ...]
    strangers: tuple[StateShown, ...]
    forbidden: tuple[str, ...]
    silent: str


@dataclass(frozen=True)
class AnswerShown:
    decided_on: date
    version: str
    cautions: tuple[str, ...]
    disclaimer: str
    acts: tuple[ActShown, ...]


_VERDICT_STYLES: Final = {"somebody_can_act": "yes", "no_gap_can_be_excluded": "open", "nobody_can_act": "no"}


def sheet(found: Answered, voice: Voice) -> AnswerShown:
    """The whole answer without its reasoning."""
    answer, law = found.answer, found.law
    bans = complaints.forbidden(answer, law)
    return AnswerShown(
        decided_on=answer.decided_on,
        version=found.version,
        cautions=tuple(telling.cautions(answer, law, voice)),
        disclaimer=voice(wording.DISCLAIMER),
        acts=tuple(_act(code, found, bans, voice) for code in answer.case.acts),
    )


def reasons(found: Answered, state: str, act: str, voice: Voice, *, opened: bool) -> StateReasons:
    """Why a State is answered as it is; `opened`: every step stands open, as on paper. Raises KeyError."""
    one, law = found.answer.of(state, act), found.law

    def told(ground: GroundAnswer) -> GroundShown:
        return _ground(telling.name_of(ground, law, voice), ground.step, law, voice, opened=opened)

    return StateReasons(
        row=_state(one, law, voice),
        act=naming.act(act, law, voice),
        limitation=_ground(voice(wording.FACTS["still_open"]), one.limitation, law, voice, opened=opened),
        national=tuple(told(ground) for ground in one.national if ground.value != Truth.NO),
        floor=tuple(told(ground) for ground in one.floor if ground.value != Truth.NO),
        against=tuple(valued.ground(ground.ground, voice) for ground in one.national if ground.value == Truth.NO),
    )


def footnotes(law: Law, voice: Voice) -> tuple[str, ...]:
    """What stands below every page that names States."""
    return tuple(dict.fromkeys(voice.free(one.footnote) for one in law.states.values() if one.footnote))


def _act(code: str, found: Answered, bans: tuple[complaints.Forbidden, ...], voice: Voice) -> ActShown:
    answer, law = found.answer, found.law
    ours = [one for one in answer.states if one.act == code]
    speaking = sorted((one for one in ours if telling.speaks(one)), key=lambda one: (-one.can_act, -one.must_be_able))
    silent = [voice.state(one.state, law) for one in ours if not telling.speaks(one)]
    strange = {
        one.state
        for one in speaking
        if one.state not in found.named and Truth.YES not in (one.can_act, one.must_be_able) and len(speaking) > FEW
    }
    leads = settling.leads(answer, code)
    first = {lead.name: rank for rank, lead in enumerate(leads)}
    shown = [(one.state in strange, _state(one, law, voice, first)) for one in speaking]
    verdict = answer.verdict(code)
    return ActShown(
        code=code,
        name=naming.act(code, law, voice),
        verdict=voice(wording.VERDICTS[verdict]),
        style=_VERDICT_STYLES[verdict],
        leads=tuple(_lead(one, law, voice) for one in leads[:_ASKED]),
        states=tuple(one for stranger, one in shown if not stranger),
        strangers=tuple(one for stranger, one in shown if stranger),
        forbidden=tuple(
            telling.forbidden(ban, law, voice) for ban in bans if ban.act == code and ban.state not in strange
        ),
        silent=voice.listed(silent) if silent else "",
    )


def _lead(one: settling.Lead, law: Law, voice: Voice) -> LeadShown:
    name = one.name if one.is_fact and one.name in QUESTION else ""
    said = naming.fact(one.name, voice) if one.is_fact else naming.cell(one.name, law, voice)
    return LeadShown(said, name, STEP_OF.get(name, ""), "" if one.is_fact else one.name, one.alone, one.at_all)


def _state(one: StateAnswer, law: Law, voice: Voice, first: Mapping[str, int] = _UNRANKED) -> StateShown:
    """`first`: the rank of each fact among those to ask for; the lowest are named."""
    best = [ground for ground in one.national if ground.value == one.can_act]
    asked: dict[str, None] = {}
    if one.can_act == Truth.UNKNOWN:
        facts = dict.fromkeys(fact for ground in best for fact in ground.facts_missing)
        asked = dict.fromkeys(sorted(facts, key=lambda fact: first.get(fact, len(first))))
    unread = {cell for ground in best for cell in ground.cells_missing} if one.can_act == Truth.UNKNOWN else set()
    return StateShown(
        code=one.state,
        name=voice.state(one.state, law),
        style=STYLE[one.can_act],
        own=badge(STYLE[one.can_act], str(_OWN[one.can_act])),
        duty=badge(STYLE[one.must_be_able], str(_DUTY[one.must_be_able])),
        limitation=badge(STYLE[one.limitation.truth], str(_OPEN[one.limitation.truth])),
        conditions=tuple(_condition(step, law, voice) for step in one.conditions_to_meet),
        grounds=tuple(valued.ground(ground.ground, voice) for ground in best if one.can_act == Truth.YES),
        facts=tuple(_fact(name, voice) for name in list(asked)[:_NAMED]),
        more_facts=len(asked) - len(list(asked)[:_NAMED]),
        cells=0 if asked else len(unread),
    )


def _ground(name: str, step: Step, law: Law, voice: Voice, *, opened: bool) -> GroundShown:
    facts, cells = missing(step)
    return GroundShown(
        name=name,
        truth=truth(step, voice),
        conditions=tuple(_condition(one, law, voice) for one in conditions(step)),
        facts=tuple(_fact(one, voice) for one in facts),
        cells=tuple(Lacking(naming.cell(one, law, voice), "", one) for one in cells),
        why=tree(step.parts or (step,), law, voice, opened=opened),
    )


def _condition(step: Step, law: Law, voice: Voice) -> Condition:
    given = step.word in ("authorised_by", "complaint_by") and isinstance(step.value, str)
    return Condition(wording.sentence(step, law, voice), str(step.value) if given else "")


def _fact(name: str, voice: Voice) -> Lacking:
    return Lacking(naming.fact(name, voice), STEP_OF.get(name, ""), name)

"""An answer told: as text for a person, as plain values for another program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from besa.core.jurisdiction import complaints, naming, settling, valued, wording
from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, YES, Step, Truth, missing
from besa.core.jurisdiction.voice import ENGLISH, Voice

_QUESTIONS: Final = 5


DECIDED: Final = "Decided on {day}."
VERDICT: Final = "{act}: {verdict}"
SILENT: Final = "No tie, or no ground, in these facts: {states}."
ASK_NEXT: Final = "Ask next, what decides most first, with the unknown grounds that hang on it: {leads}."
LEAD: Final = "{name} ({alone} alone, {at_all} in all)"
RECALLED: Final = "Cells known only from memory are counted, because the case asks for it: they must be looked up."
UNDATED: Final = "Law is taken to have been the same before the day its source describes, because the case asks for it."
UNREAD: Final = "Nothing is recorded of the law of: {states}."
OWN_LAW: Final = "Its own law:"
STILL_OPEN: Final = "prosecution still open: {truth}"
DUTIES: Final = "What treaties oblige it to:"
DUTY: Final = "{provision} ({ground}; {modality})"
ONCE: Final = "once {conditions}"
FACTS_MISSING: Final = "facts missing: {facts}"
CELLS_MISSING: Final = "cells missing: {cells}"
FORBIDDEN: Final = (
    "{state}, {ground}: {provision} forbids to wait for this complaint, which its own law asks for: {who}"
)
MAYBE_FORBIDDEN: Final = "{state}, {ground}: {provision} may forbid to wait for this complaint: {who}"


def messages() -> Iterator[str]:
    """Every message of this module."""
    yield from (DECIDED, VERDICT, SILENT, ASK_NEXT, LEAD, RECALLED, UNDATED, UNREAD, OWN_LAW, STILL_OPEN)
    yield from (DUTIES, DUTY, ONCE, FACTS_MISSING, CELLS_MISSING, FORBIDDEN, MAYBE_FORBIDDEN)


def text(answer: Answer, law: Law, *, reasons: bool = True, voice: Voice = ENGLISH) -> Iterator[str]:
    """Lines: the verdict, then each State that has something to say, then the States without a tie in one line."""
    if answer.case.title:
        yield answer.case.title
    yield f"{voice(DECIDED, day=answer.decided_on)} {voice(wording.DISCLAIMER)}"
    yield from cautions(answer, law, voice)
    for act in answer.case.acts:
        yield ""
        yield voice(VERDICT, act=naming.act(act, law, voice), verdict=voice(wording.VERDICTS[answer.verdict(act)]))
        yield from _next(answer, act, law, voice)
        ours = [one for one in answer.states if one.act == act]
        for one in ours:
            if speaks(one):
                yield ""
                yield from _state(one, law, reasons=reasons, voice=voice)
        for ban in complaints.forbidden(answer, law):
            if ban.act == act:
                yield ""
                yield forbidden(ban, law, voice)
        silent = [voice.state(one.state, law) for one in ours if not speaks(one)]
        if silent:
            yield ""
            yield voice(SILENT, states=voice.listed(silent))
    for footnote in dict.fromkeys(state.footnote for state in law.states.values() if state.footnote):
        yield ""
        yield voice.free(f"* {footnote}")


def lead(one: settling.Lead, law: Law, voice: Voice = ENGLISH) -> str:
    """A fact to ask for, or a cell to look up, in words; a cell with its id, by which it is found in its file."""
    return naming.fact(one.name, voice) if one.is_fact else _cell(one.name, law, voice)


def _cell(ident: str, law: Law, voice: Voice) -> str:
    return f"{naming.cell(ident, law, voice)} [{ident}]"


def _next(answer: Answer, act: str, law: Law, voice: Voice) -> Iterator[str]:
    """The questions to ask next, a few of them."""
    first = settling.leads(answer, act)[:_QUESTIONS]
    if first:
        asked = [voice(LEAD, name=lead(one, law, voice), alone=one.alone, at_all=one.at_all) for one in first]
        yield voice(ASK_NEXT, leads=voice.listed(asked, "; "))


def cautions(answer: Answer, law: Law, voice: Voice = ENGLISH) -> Iterator[str]:
    """What the reader let count although nobody looked it up, and what could not be read at all."""
    if answer.reading.recalled:
        yield voice(RECALLED)
    if answer.reading.undated:
        yield voice(UNDATED)
    if answer.unread:
        yield voice(UNREAD, states=voice.listed(voice.state(code, law) for code in answer.unread))


def speaks(one: StateAnswer) -> bool:
    """Whether there is anything to say of a State: it has a tie to the case, or a treaty asks something of it."""
    tied = any(ground.value != NO for ground in one.national if ground.ground != "universal_or_treaty")
    return tied or one.can_act == YES or any(ground.value != NO for ground in one.floor)


def _state(one: StateAnswer, law: Law, *, reasons: bool, voice: Voice) -> Iterator[str]:
    yield voice.state(one.state, law).upper()
    yield f"  {voice(OWN_LAW)}"
    for ground in one.national:
        yield from _ground(ground, law, reasons=reasons, voice=voice)
    still_open = voice(STILL_OPEN, truth=wording.truth(one.limitation, voice))
    yield f"    {still_open}{_missing(one.limitation, law, voice)}"
    duties = [ground for ground in one.floor if ground.value != NO]
    if duties:
        yield f"  {voice(DUTIES)}"
    for ground in duties:
        yield from _ground(ground, law, reasons=reasons, voice=voice)


def name_of(ground: GroundAnswer, law: Law, voice: Voice = ENGLISH) -> str:
    """A ground of national law by its name, one of a treaty by its article, the ground and what it obliges to."""
    name = valued.ground(ground.ground, voice)
    if not ground.provision:
        return name
    provision = naming.provision(ground.provision, law, voice)
    return voice(DUTY, provision=provision, ground=name, modality=voice(wording.MODALITIES[ground.modality]))


def _ground(ground: GroundAnswer, law: Law, *, reasons: bool, voice: Voice) -> Iterator[str]:
    if ground.value == NO and ground.layer == "national":
        return
    open_still = [wording.sentence(condition, law, voice) for condition in ground.conditions_to_meet]
    once = ", " + voice(ONCE, conditions=voice.listed(open_still, "; ")) if open_still else ""
    said = wording.truth(ground.step, voice)
    yield f"    {name_of(ground, law, voice)}: {said}{once}{_missing(ground.step, law, voice)}"
    if reasons:
        for part in ground.step.parts:
            yield from wording.lines(part, law, 3, voice)


def _missing(step: Step, law: Law, voice: Voice) -> str:
    facts, cells = missing(step)
    told = []
    if facts:
        told.append(voice(FACTS_MISSING, facts=voice.listed((naming.fact(one, voice) for one in facts), "; ")))
    if cells:
        told.append(voice(CELLS_MISSING, cells=voice.listed((_cell(one, law, voice) for one in cells), "; ")))
    return f" ({'; '.join(told)})" if told else ""


def forbidden(one: complaints.Forbidden, law: Law, voice: Voice = ENGLISH) -> str:
    """That a treaty forbids, or may forbid, to wait for a complaint that a State's own law asks for."""
    return voice(
        FORBIDDEN if one.value == Truth.YES else MAYBE_FORBIDDEN,
        state=voice.state(one.state, law),
        ground=valued.ground(one.ground, voice),
        provision=naming.provision(one.provision, law, voice),
        who=voice.free(one.complaint),
    )


def plain(answer: Answer, law: Law) -> dict[str, Any]:
    """The answer as `--json` prints it: steps keep their words and ids, nothing is translated."""
    return {
        "title": answer.case.title,
        "decided_on": answer.decided_on.isoformat(),
        "disclaimer": wording.DISCLAIMER,
        "reading": {"recalled": answer.reading.recalled, "undated": answer.reading.undated},
        "unread": list(answer.unread),
        "verdicts": {act: answer.verdict(act) for act in answer.case.acts},
        "ask_next": {
            act: [
                {"name": one.name, "kind": "fact" if one.is_fact else "cell", "alone": one.alone, "at_all": one.at_all}
                for one in settling.leads(answer, act)
            ]
            for act in answer.case.acts
        },
        "states": [_plain_state(one, law) for one in answer.states],
        "forbidden_complaints": [
            {
                "state": one.state,
                "act": one.act,
                "ground": one.ground,
                "complaint": one.complaint,
                "provision": one.provision,
                "value": one.value.word,
            }
            for one in complaints.forbidden(answer, law)
        ],
        "footnotes": {code: state.footnote for code, state in law.states.items() if state.footnote},
    }


def _plain_state(one: StateAnswer, law: Law) -> dict[str, Any]:
    return {
        "state": one.state,
        "name": law.states[one.state].name,
        "act": one.act,
        "can_act": one.can_act.word,
        "must_be_able": one.must_be_able.word,
        "limitation": {"still_open": one.limitation.truth.word, **_plain_missing(one.limitation)},
        "national": [_plain_ground(ground, law) for ground in one.national],
        "floor": [_plain_ground(ground, law) for ground in one.floor],
    }


def _plain_ground(ground: GroundAnswer, law: Law) -> dict[str, Any]:
    provision = law.provisions.get(ground.provision)
    about: dict[str, str] = {}
    if provision is not None:
        about = {"provision": ground.provision, "treaty": provision.treaty, "modality": ground.modality}
    return {
        "ground": ground.ground,
        **about,
        "value": ground.value.word,
        "conditions": [{"word": one.word, "value": _plain_value(one.value)} for one in ground.conditions_to_meet],
        **_plain_missing(ground.step),
        "citations": list(ground.citations),
        "sources": list(dict.fromkeys(wording.sources(ground.citations, law))) if ground.value != NO else [],
        "reasons": _plain_step(ground.step) if ground.value != NO else None,
    }


def _plain_missing(step: Step) -> dict[str, list[str]]:
    facts, cells = missing(step)
    return {"facts_missing": list(facts), "cells_missing": list(cells)}


def _plain_step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {"word": step.word, "truth": step.truth.word}
    if step.value is not None:
        found["value"] = _plain_value(step.value)
    for key, value in (("facts", step.facts), ("cells", step.cells)):
        if value:
            found[key] = list(value)
    if step.why:
        found["why"] = step.why
    if step.to_meet:
        found["to_meet"] = True
    if step.parts:
        found["parts"] = [_plain_step(part) for part in step.parts]
    return found


def _plain_value(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain_value(one) for one in value]
    return value if isinstance(value, int | str) or value is None else str(value)

"""An answer told: as text for a person, as plain values for another program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from besa.core.jurisdiction import settling, wording
from besa.core.jurisdiction.answers import GroundAnswer, StateAnswer
from besa.core.jurisdiction.assessing import Answer
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, YES, Step, missing

_QUESTIONS: Final = 5


def text(answer: Answer, law: Law, *, reasons: bool = True) -> Iterator[str]:
    """Lines: the verdict, then each State that has something to say, then the States without a tie in one line."""
    if answer.case.title:
        yield answer.case.title
    yield f"Decided on {answer.decided_on}. {wording.DISCLAIMER}"
    yield from cautions(answer)
    for act in answer.case.acts:
        yield ""
        yield f"{law.acts.by_code[act].label}: {wording.VERDICTS[answer.verdict(act)]}"
        yield from _next(answer, act)
        ours = [one for one in answer.states if one.act == act]
        for one in ours:
            if _speaks(one):
                yield ""
                yield from _state(one, law, reasons=reasons)
        silent = [law.states[one.state].name for one in ours if not _speaks(one)]
        if silent:
            yield ""
            yield f"No tie, or no ground, in these facts: {', '.join(silent)}."
    for footnote in dict.fromkeys(state.footnote for state in law.states.values() if state.footnote):
        yield ""
        yield f"* {footnote}"


def _next(answer: Answer, act: str) -> Iterator[str]:
    """The questions to ask next, a few of them."""
    first = settling.leads(answer, act)[:_QUESTIONS]
    if first:
        asked = "; ".join(f"{one.name} ({one.alone} alone, {one.at_all} in all)" for one in first)
        yield f"Ask next, by how many unknown grounds hang on it: {asked}."


def cautions(answer: Answer) -> Iterator[str]:
    """What the reader let count although nobody looked it up, and what could not be read at all."""
    if answer.reading.recalled:
        yield "Cells known only from memory are counted, because the case asks for it: they must be looked up."
    if answer.reading.undated:
        yield "Law is taken to have been the same before the day its source describes, because the case asks for it."
    if answer.unread:
        yield f"Nothing is recorded of the law of: {', '.join(code.upper() for code in answer.unread)}."


def _speaks(one: StateAnswer) -> bool:
    tied = any(ground.value != NO for ground in one.national if ground.ground != "universal_or_treaty")
    return tied or one.can_act == YES or any(ground.value != NO for ground in one.floor)


def _state(one: StateAnswer, law: Law, *, reasons: bool) -> Iterator[str]:
    yield law.states[one.state].name.upper()
    yield "  Its own law:"
    for ground in one.national:
        yield from _ground(ground, law, reasons=reasons)
    yield f"    prosecution still open: {wording.truth(one.limitation)}{_missing(one.limitation)}"
    duties = [ground for ground in one.floor if ground.value != NO]
    if duties:
        yield "  What treaties oblige it to:"
    for ground in duties:
        yield from _ground(ground, law, reasons=reasons)


def _ground(ground: GroundAnswer, law: Law, *, reasons: bool) -> Iterator[str]:
    if ground.value == NO and ground.layer == "national":
        return
    name = wording.GROUNDS.get(ground.ground, ground.ground)
    if ground.provision:
        provision = law.provisions[ground.provision]
        name = f"{law.treaties[provision.treaty].name}, article {provision.article} ({name}; "
        name += f"{wording.MODALITIES[ground.modality]})"
    once = "; ".join(wording.sentence(condition, law) for condition in ground.conditions_to_meet)
    yield f"    {name}: {wording.truth(ground.step)}{f', once {once}' if once else ''}{_missing(ground.step)}"
    if reasons:
        for part in ground.step.parts:
            yield from wording.lines(part, law, 3)


def _missing(step: Step) -> str:
    facts, cells = missing(step)
    told = "; ".join(
        f"{kind}: {', '.join(names)}" for kind, names in (("facts missing", facts), ("cells missing", cells)) if names
    )
    return f" ({told})" if told else ""


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

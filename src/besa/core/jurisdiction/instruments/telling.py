"""Instruments told: what can be used and until when, what is not certain, what cannot be used and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from besa.core.jurisdiction import naming, wording
from besa.core.jurisdiction.instruments.values import Basis, Instrument
from besa.core.jurisdiction.law.instruments import Clock
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth, missing
from besa.core.jurisdiction.voice import ENGLISH, Voice

NEXT: Final = "What can be done next from {state}"
NO_ISSUER: Final = "What can be done next hangs on whose authority acts: name its State as the issuer."
PARTS: Final = {YES: "Can be used:", UNKNOWN: "Not certain:", NO: "Cannot be used:"}
TO: Final = "{instrument}, to: {states}"
BASIS: Final = "legal basis: {basis}"
ONCE: Final = "once {conditions}"
CLOCKS: Final = {
    ("at_least", "hours"): "at least {length} hours from {starts}: {what}",
    ("at_least", "days"): "at least {length} days from {starts}: {what}",
    ("at_least", "months"): "at least {length} months from {starts}: {what}",
    ("at_most", "hours"): "at most {length} hours from {starts}: {what}",
    ("at_most", "days"): "at most {length} days from {starts}: {what}",
    ("at_most", "months"): "at most {length} months from {starts}: {what}",
    ("within", "hours"): "within {length} hours from {starts}: {what}",
    ("within", "days"): "within {length} days from {starts}: {what}",
    ("within", "months"): "within {length} months from {starts}: {what}",
}
LETTER: Final = "there is a letter for it: {letter}"
WHY_NOT: Final = "not so: {reasons}"
HANGS_ON: Final = "it hangs on: {missing}"


def messages() -> Iterator[str]:
    """Every message of this module; labels, notes and what clocks say are words of the law's data."""
    yield from (NEXT, NO_ISSUER, TO, BASIS, ONCE, LETTER, WHY_NOT, HANGS_ON)
    yield from (*PARTS.values(), *CLOCKS.values())


def text(found: Sequence[Instrument], law: Law, *, issuer: str, voice: Voice = ENGLISH) -> Iterator[str]:
    """Lines: what can be used first; one instrument that goes alike to several States is told once."""
    yield voice(NEXT, state=voice.state(issuer, law))
    for truth, heading in PARTS.items():
        ours = [one for one in found if one.value == truth]
        if ours:
            yield f"  {voice(heading)}"
        for alike in _alike(ours):
            yield from _told(alike, law, voice)


def clock(one: Clock, voice: Voice = ENGLISH) -> str:
    """How long, from when, and what for."""
    said = CLOCKS[one.bound, one.unit]
    return voice(said, length=one.length, starts=voice.free(one.starts), what=voice.free(one.what))


def basis(one: Basis, law: Law, voice: Voice = ENGLISH) -> str:
    """The provisions of a basis, or the cell of a State's law."""
    return voice.listed((citation(cite, law, voice) for cite in one.cites), "; ")


def citation(cite: str, law: Law, voice: Voice = ENGLISH) -> str:
    return naming.provision(cite, law, voice) if cite in law.provisions else naming.cell(cite, law, voice)


# Steps whose own sentence says enough: which treaty is not in force for whom, what is turned around.
_TOLD_WHOLE: Final = ("in_force", "not", "covered")


def why_not(one: Instrument) -> tuple[Step, ...]:
    """The steps that make it a no: for each basis the one it fails on."""
    return tuple(dict.fromkeys(_failing(one.step))) if one.value == NO else ()


def _failing(step: Step) -> Iterator[Step]:
    against = [part for part in step.parts if part.truth == NO]
    if step.word in _TOLD_WHOLE or not against:
        yield step
        return
    for part in against:
        yield from _failing(part)


def _alike(found: Iterable[Instrument]) -> Iterator[list[Instrument]]:
    groups: dict[tuple[object, ...], list[Instrument]] = {}
    for one in found:
        about = one.conditions_to_meet if one.value == YES else missing(one.step) if one.value == UNKNOWN else ()
        cites = () if one.value == NO else tuple(found_one.cites for found_one in one.basis)
        groups.setdefault((one.id, about, cites, one.to == ""), []).append(one)
    yield from groups.values()


def _told(alike: list[Instrument], law: Law, voice: Voice) -> Iterator[str]:
    first = alike[0]
    states = [voice.state(one.to, law) for one in alike if one.to and one.to != first.issuer]
    label = voice.free(first.label)
    yield f"    {voice(TO, instrument=label, states=voice.listed(states)) if states else label}"
    if first.value == NO:
        reasons = [wording.sentence(step, law, voice) for one in alike for step in why_not(one)]
        yield f"      {voice(WHY_NOT, reasons=voice.listed(dict.fromkeys(reasons), '; '))}"
        return
    for one in first.basis if first.value == YES else ():
        yield f"      {voice(BASIS, basis=basis(one, law, voice))}"
    if first.value == UNKNOWN:
        facts, cells = missing(first.step)
        names = [*(naming.fact(one, voice) for one in facts), *(naming.cell(one, law, voice) for one in cells)]
        yield f"      {voice(HANGS_ON, missing=voice.listed(names, '; '))}"
        return
    once = [wording.sentence(step, law, voice) for step in first.conditions_to_meet]
    if once:
        yield f"      {voice(ONCE, conditions=voice.listed(once, '; '))}"
    yield from (f"      {clock(one, voice)}" for one in first.clocks)
    if first.letter:
        yield f"      {voice(LETTER, letter=first.letter)}"
    yield from (f"      {voice.free(note)}" for note in first.notes)


def plain(found: Sequence[Instrument], law: Law) -> list[dict[str, Any]]:
    """The instruments as `--json` prints them."""
    return [_plain(one, law) for one in found]


def _plain(one: Instrument, law: Law) -> dict[str, Any]:
    return {
        "instrument": one.id,
        "label": one.label,
        "issuer": one.issuer,
        "to": one.to,
        "reaches": one.reaches,
        "value": one.value.word,
        "bases": [
            {"treaty": basis.treaty, "cites": list(basis.cites), "value": basis.value.word} for basis in one.bases
        ],
        "conditions": [{"word": step.word, "value": str(step.value)} for step in one.conditions_to_meet],
        "clocks": [
            {"what": clock.what, "starts": clock.starts, "bound": clock.bound, "length": clock.length,
             "unit": clock.unit, "cite": clock.cite}
            for clock in one.clocks
        ],
        "letter": one.letter,
        "notes": list(one.notes),
        "why_not": [wording.sentence(step, law) for step in why_not(one)],
        "facts_missing": list(one.facts_missing),
        "cells_missing": list(one.cells_missing),
        "citations": list(one.citations),
        "sources": list(dict.fromkeys(wording.sources(one.citations, law))) if one.value == Truth.YES else [],
    }  # fmt: skip

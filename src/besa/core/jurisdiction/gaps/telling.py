"""A gap map for people and for programs: counts and shares, never a State."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from besa.core.jurisdiction.gaps.values import LAYERS, SHOWN, Aggregate, Gain, OwnList, Question
from besa.core.jurisdiction.law.library import Law

FORM: Final = "besa-gap-map-1"
SAID: Final = (
    "Not legal advice. Shares count combinations of the axes, not real cases: a share says how much of what can be "
    "written down is open, not how often it happens."
)
LABELS: Final = {
    "who": "Who can act, by national law",
    "who.combinations": "combinations of a place, an offender's State, a child's State and the facts",
    "who.somebody": "some State can act",
    "who.only_untied": "only a State that nothing ties to the case can act",
    "who.with_conditions": "somebody can act, but only with leave, a complaint or presence still to come",
    "who.several": "several States can act, and no rule says which goes first",
    "who.unknown": "nobody knows: no State certainly can, at least one perhaps",
    "who.nobody": "certainly no State can act",
    "who.tied_cannot": "certainly none of the States tied to the case can act, others perhaps",
    "who.no_offence": "no State tied to the case punishes the act: a difference of policy, not a gap",
    "duty": "What treaties oblige a State to, when the act was done elsewhere",
    "duty.combinations": "combinations of a State, its ties and the facts",
    "duty.owed": "it must be able to act",
    "duty.owed_unless_reserved": "it must, unless it has reserved that",
    "duty.dual_may_fail": "it may ask that the place punishes the act, and the place does not",
    "duty.unknown": "not known",
    "duty.endeavour": "it shall only endeavour to",
    "duty.none": "nothing",
    "time": "Whether prosecution is still open years later, under today's law",
    "time.combinations": "combinations of a State, an act, ages and years",
    "time.open": "still open",
    "time.closed": "barred",
    "time.unknown": "not known",
    "duty.only_endeavour_or_none": "treaties oblige a State to nothing, or to endeavour only",
    "who.stands.no_dual_criminality": "a tied State cannot act because the place does not punish the act",
    "who.spared_by_age": "a tied State would punish the act only if the child were younger",
    "who.spared_by_age_and_tied_cannot": "the same, another tied State does punish it, and none of them can act",
    "who.stands.no_presence_no_leave": "a tied State cannot act because the offender is elsewhere",
    "who.stands.residents_as_nationals": "the State where the offender lives acts for nationals only",
    "duty.gained.bound_by_all": "a duty would be there if the State were bound by the treaties in force",
    "duty.refused_otherwise": "no duty, because surrender was refused for another reason than nationality",
    "who.no_direct_instrument": "the data lie where a State that can act may not ask the provider directly",
    "no_dual_criminality": "no State asks that the place punishes the act, too",
    "residents_as_nationals": "whoever lives in a State is treated as its nationals are",
    "no_presence_no_leave": "no State asks for presence or leave first",
    "children_of_the_state": "every State covers offences against children who are its nationals or live there",
    "no_reservations": "all reservations are withdrawn",
    "bound_by_all": "every State is bound by the treaties that are in force",
}  # fmt: skip
# The rows of each layer; those that are a part of the row before them are marked.
CLASSES: Final = {
    "who": (
        ("somebody", False), ("only_untied", True), ("with_conditions", True), ("several", True), ("unknown", False),
        ("nobody", False), ("tied_cannot", False), ("no_offence", False),
    ),
    "duty": (
        ("owed", False), ("owed_unless_reserved", False), ("dual_may_fail", False), ("unknown", False),
        ("endeavour", False), ("none", False),
    ),
    "time": (("open", False), ("closed", False), ("unknown", False)),
}  # fmt: skip


def plain(aggregate: Aggregate) -> dict[str, Any]:
    """For programs and files; `read` takes it back."""
    return {
        "form": FORM,
        "note": SAID,
        "on": aggregate.on.isoformat(),
        "recalled": aggregate.recalled,
        "states": aggregate.states,
        "ages": list(aggregate.ages),
        "later": list(aggregate.later),
        "gaps": [
            {"gap": one.gap, "count": one.key, "of": f"{one.of}.combinations", "combinations": aggregate.count(one.key),
             "share": round(aggregate.share(one.key), 6)}
            for one in SHOWN
        ],
        "questions": [{"name": one.name, "settles": one.settles} for one in aggregate.questions],
        "reforms": [_gain(one) for one in aggregate.gains],
        "counts": {key: {act: list(row) for act, row in rows.items()} for key, rows in aggregate.counts.items()},
    }  # fmt: skip


def _gain(one: Gain) -> dict[str, Any]:
    return {
        "reform": one.reform, "gap": one.gap, "layer": one.layer, "from_no": one.from_no,
        "from_unknown": one.from_unknown,
    }  # fmt: skip


def plain_own(own: OwnList) -> dict[str, Any]:
    """One State's own list, as it is kept for that State's lawyers only."""
    return {
        "state": own.state,
        "cells": [{"name": one.name, "settles": one.settles} for one in own.cells],
        "reforms": [_gain(one) for one in own.gains],
    }


def read(raw: Mapping[str, Any]) -> Aggregate:
    """What `plain` wrote; raises KeyError or ValueError if it is something else."""
    if raw["form"] != FORM:
        raise ValueError(f"'{raw['form']}' is not '{FORM}'")
    return Aggregate(
        date.fromisoformat(raw["on"]),
        raw["recalled"],
        raw["states"],
        tuple(raw["ages"]),
        tuple(raw["later"]),
        {key: {act: tuple(row) for act, row in rows.items()} for key, rows in raw["counts"].items()},
        tuple(Question(**one) for one in raw["questions"]),
        tuple(Gain(**one) for one in raw["reforms"]),
    )


def read_own(raw: Mapping[str, Any]) -> OwnList:
    return OwnList(
        raw["state"],
        tuple(Question(**one) for one in raw["cells"]),
        tuple(Gain(**one) for one in raw["reforms"]),
    )


def text(aggregate: Aggregate, law: Law) -> Iterator[str]:
    """For a person at a terminal."""
    yield f"Gap map of {aggregate.on}: {aggregate.states} States, {len(aggregate.acts)} acts."
    yield SAID
    if aggregate.recalled:
        yield "Cells that nobody has looked up count, too: nothing here may be relied on."
    for layer in LAYERS:
        yield ""
        yield f"{LABELS[layer]}: {aggregate.count(f'{layer}.combinations'):,} {LABELS[f'{layer}.combinations']}"
        for name, inner in CLASSES[layer]:
            key = f"{layer}.{name}"
            yield _row(aggregate.count(key), aggregate.share(key), f"{'  of these: ' if inner else ''}{LABELS[key]}")
    yield ""
    yield "Kinds of gap"
    before = ""
    for one in SHOWN:
        if one.gap != before:
            yield f"{one.gap} {law.gaps[one.gap].name}"
            before = one.gap
        yield _row(aggregate.count(one.key), aggregate.share(one.key), f"{LABELS[one.key]} ({one.of})")
    yield from _by_act(aggregate, law)
    yield ""
    yield "What would close most, if all States did it"
    yield f"{'from no':>13} {'from unknown':>13}   reform"
    for gain in aggregate.gains:
        yield f"{gain.from_no:>13,} {gain.from_unknown:>13,}   {gain.gap}  {LABELS[gain.reform]} ({gain.layer})"
    yield ""
    yield "What to find out first: combinations that become a yes if the answer lets the States in question act"
    for question in aggregate.questions:
        yield f"{question.settles:>13,}   {question.name}"


def _row(count: int, share: float, label: str) -> str:
    return f"{count:>13,} {share:>7.1%}   {label}"


def _by_act(aggregate: Aggregate, law: Law) -> Iterator[str]:
    columns = ("who.somebody", "who.unknown", "who.tied_cannot", "duty.owed", "duty.unknown", "duty.none")
    yield ""
    yield "By act and age, shares: some State can, nobody knows, tied States cannot | owed, not known, nothing"
    for act in aggregate.acts:
        known = law.acts.by_code.get(act)
        yield f"{act}: {known.label if known else act}"
        for age in aggregate.ages:
            shares = [f"{aggregate.share(key, act=act, age=age):>7.1%}" for key in columns]
            yield f"{age:>6} {' '.join(shares[:3])} | {' '.join(shares[3:])}"

"""A gap map as rows and bars for a page: numbers, words and a length between 0 and 100."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format

from besa.core.jurisdiction.gaps import Aggregate, OwnList
from besa.core.jurisdiction.gaps.telling import CLASSES
from besa.core.jurisdiction.gaps.values import LAYERS, OTHERS, SHOWN, Gain
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.naming import act, article_of, cell, cell_of_law, provision, treaty
from besa.core.jurisdiction.voice import Voice
from besa.node.jurisdiction import gap_map_wording as wording

# How a class looks, besides its words: yes, wait, open or no.
_LOOKS: Final = {
    "who.somebody": "yes", "who.only_untied": "wait", "who.with_conditions": "wait", "who.several": "wait",
    "who.unknown": "open", "who.nobody": "no", "who.tied_cannot": "no", "who.no_offence": "",
    "duty.owed": "yes", "duty.owed_unless_reserved": "wait", "duty.dual_may_fail": "no", "duty.unknown": "open",
    "duty.endeavour": "wait", "duty.none": "no", "time.open": "yes", "time.closed": "no", "time.unknown": "open",
}  # fmt: skip
_LENGTH: Final = 100
_OF_ACT: Final = ("who.somebody", "who.unknown", "who.tied_cannot")


@dataclass(frozen=True)
class Row:
    """`part`: a part of the first row. `bar` is the share as a length up to 100, `percent` the same in words.

    `layer`: of what it is a part, where the words do not say it.
    """

    words: str
    count: str
    bar: str
    percent: str
    look: str = ""
    part: bool = False
    layer: str = ""


@dataclass(frozen=True)
class OfAct:
    """One act: what stands for all ages together as a bar of three, and the shares at each age in words."""

    words: str
    yes: str
    open_from: str
    open: str
    percents: tuple[str, ...]
    ages: tuple[tuple[int, tuple[str, ...]], ...]


def page(aggregate: Aggregate, law: Law, voice: Voice) -> dict[str, Any]:
    """Values for the page that everybody on the staff may see."""
    return {
        "on": aggregate.on,
        "states": aggregate.states,
        "acts_count": len(aggregate.acts),
        "layers": [_layer(aggregate, layer) for layer in LAYERS],
        "gaps": [(wording.GAPS[gap], rows) for gap, rows in _kinds(aggregate)],
        "by_act": [_of_act(aggregate, one, law, voice) for one in aggregate.acts],
        "gains": _gains(aggregate.gains),
        "questions": [(_question(one.name, law, voice), grouped(one.settles)) for one in aggregate.questions],
    }


def own_page(own: OwnList, law: Law, voice: Voice) -> dict[str, Any]:
    """Values for the list of the own State."""
    cells = [(cell(one.name, law, voice), one.name, grouped(one.settles)) for one in own.cells]
    return {"state": voice.state(own.state, law), "cells": cells, "gains": _gains(own.gains)}


def _layer(aggregate: Aggregate, layer: str) -> dict[str, Any]:
    rows = [_row(aggregate, f"{layer}.{name}", part=part) for name, part in CLASSES[layer]]
    return {"title": wording.LAYERS[layer], "all": grouped(aggregate.count(f"{layer}.combinations")), "rows": rows}


def _kinds(aggregate: Aggregate) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for one in SHOWN:
        found.setdefault(one.gap, []).append(_row(aggregate, one.key))
    return list(found.items())


def _row(aggregate: Aggregate, key: str, *, part: bool = False) -> Row:
    share = aggregate.share(key)
    layer, _dot, name = key.partition(".")
    said = str(wording.LAYERS[layer]) if name == "unknown" else ""
    words = str(wording.LABELS[key])
    return Row(words, grouped(aggregate.count(key)), _bar(share), percent(share), _LOOKS.get(key, ""), part, said)


def _of_act(aggregate: Aggregate, code: str, law: Law, voice: Voice) -> OfAct:
    yes, unknown, _cannot = shares = [aggregate.share(key, act=code) for key in _OF_ACT]
    ages = tuple(
        (age, tuple(percent(aggregate.share(key, act=code, age=age)) for key in _OF_ACT)) for age in aggregate.ages
    )
    return OfAct(act(code, law, voice), _bar(yes), _bar(yes), _bar(unknown), tuple(map(percent, shares)), ages)


def _gains(gains: Iterable[Gain]) -> list[dict[str, Any]]:
    return [
        {"words": wording.REFORMS[one.reform], "where": wording.WHERE[one.layer], "from_no": grouped(one.from_no),
         "from_unknown": grouped(one.from_unknown)}
        for one in gains
    ]  # fmt: skip


def _question(name: str, law: Law, voice: Voice) -> str:
    """What a question is called when no State is named with it."""
    part, _dot, rest = name.partition(".")
    if name == OTHERS:
        return str(wording.OTHER_QUESTIONS)
    if part == "law":
        return cell_of_law(rest, voice)
    if part == "reservations" and rest in law.provisions:
        return provision(rest, law, voice)
    if part == "acts":
        return act(rest, law, voice)
    if " " in name and name.partition(" ")[0] in law.treaties:
        ident, _space, article = name.partition(" ")
        return f"{treaty(ident, law, voice)}, {article_of(article, voice)}"
    return voice.free(name.replace("_", " "))


def grouped(number: int) -> str:
    """A large number in groups of three."""
    # A thin space is read alike in all our languages; Django knows no grouping for Albanian.
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def percent(share: float) -> str:
    """A share in the reader's figures; what is there, but less than shown, is told as less than that."""
    if 0 < share < 0.001:
        return f"<\N{NO-BREAK SPACE}{number_format(0.1, 1)}\N{NO-BREAK SPACE}%"
    return f"{number_format(round(share * 100, 1), 1)}\N{NO-BREAK SPACE}%"


def _bar(share: float) -> str:
    return f"{share * _LENGTH:.2f}"

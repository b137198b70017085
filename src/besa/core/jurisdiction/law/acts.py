"""Acts: what a person may have done, and the cells that say whether a State's own law punishes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.law import claims, reading
from besa.core.jurisdiction.law.broken import LawBroken

FILE: Final = "acts.yaml"
# The place has no ties of its own to the offender: only these may decide whether it punishes the act.
_ABOUT_THE_ACT: Final = frozenset({
    "all", "any", "not", "cell", "child_under", "depiction_in", "exempt_close_in_age", "for_exploitation",
    "by_computer",
    "for_distribution", "offender_at_least", "open",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    code: str
    label: str
    punishable: Expression
    limitation: str


@dataclass(frozen=True, slots=True)
class Acts:
    """`close_in_age_never_reaches`: years between child and offender from which on no peers are thought of."""

    by_code: Mapping[str, Act]
    close_in_age_never_reaches: int


def read_acts(folder: Path) -> Acts:
    raw = reading.keys(reading.read(folder / FILE, FILE), FILE, "", ("premises", "acts"), ("premises", "acts"))
    premises = reading.keys(
        raw["premises"], FILE, "premises", ("close_in_age_never_reaches",), ("close_in_age_never_reaches",)
    )
    years = premises["close_in_age_never_reaches"]
    if not isinstance(years, int) or years < 1:
        raise LawBroken(FILE, "premises: close_in_age_never_reaches", "must be a number of years")
    if not isinstance(raw["acts"], dict) or not raw["acts"]:
        raise LawBroken(FILE, "acts", "must be a mapping of acts")
    return Acts({code: _read(one, code) for code, one in raw["acts"].items()}, years)


def _read(raw: object, code: str) -> Act:
    found = reading.keys(raw, FILE, code, ("label", "punishable", "limitation"), ("label", "punishable", "limitation"))
    punishable = claims.expression(found["punishable"], code, FILE)
    if punishable is None:
        raise LawBroken(FILE, code, "'punishable' is empty")
    for part in punishable.every():
        if part.word not in _ABOUT_THE_ACT:
            raise LawBroken(
                FILE, code, "'{word}' cannot decide whether an act is punishable where it was done", word=part.word
            )
    return Act(
        code, reading.text(found, "label", FILE, code), punishable, reading.text(found, "limitation", FILE, code)
    )

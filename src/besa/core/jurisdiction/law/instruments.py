"""Instruments as they stand in the law's files: what each is for, whom it reaches, on what it rests, and its clocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.law import claims, reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.days import Enters

FILE: Final = "instruments.yaml"
# Whom an instrument is addressed to: persons and providers at home; the States where the data or the provider are; the
# States where the provider has its seat; every other State of the case.
REACHES: Final = ("own", "state_of_data", "provider", "other_state")
# For whom the treaty must be in force, or whose law the cell is of.
BETWEEN: Final = ("both", "issuer", "addressee")
_BOUNDS: Final = ("at_least", "at_most", "within")
_LENGTH: Final = re.compile(r"([1-9]\d{0,3}) (hours|days|months)")
_RULE: Final = ("label", "reaches", "letter", "investigation", "notes", "bases")
_BASIS: Final = ("treaty", "between", "cites", "cell", "when", "when_there", "offences", "clocks")


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something lasts or may take. `what` and `starts` are messages; `cite` names its provision or cell.

    `bound`: at_least and at_most for what lasts, within for what is to be done. `unit`: hours, days or months.
    """

    what: str
    starts: str
    length: int
    unit: str
    bound: str
    cite: str

    def ends(self, started: datetime) -> datetime:
        """When the time is over that began at `started`."""
        if self.unit == "months":
            return datetime.combine(Enters(months=self.length).after(started.date()), started.timetz())
        return started + timedelta(**{self.unit: self.length})


@dataclass(frozen=True, slots=True)
class BasisRule:
    """A treaty and the provisions of it that are cited, or a `cell` of the law of one side (`between`).

    `when` must hold for the issuing State, `when_there` for the one addressed. `offences`: the act must be one of the
    treaty's own offences.
    """

    treaty: str
    between: str
    cites: tuple[str, ...]
    cell: str
    when: Expression | None
    when_there: Expression | None
    offences: bool
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class InstrumentRule:
    """`investigation`: it needs an investigation or proceedings at home. `label` and `notes` are messages."""

    id: str
    label: str
    reaches: str
    letter: str
    investigation: bool
    notes: tuple[str, ...]
    bases: tuple[BasisRule, ...]

    def messages(self) -> Iterator[str]:
        """Everything of it that is said to a person, to be translated."""
        yield self.label
        yield from self.notes
        for basis in self.bases:
            for clock in basis.clocks:
                yield from (clock.what, clock.starts)

    def expressions(self) -> Iterator[Expression]:
        for basis in self.bases:
            yield from (one for one in (basis.when, basis.when_there) if one)


def read_instruments(folder: Path) -> Mapping[str, InstrumentRule]:
    """The instruments in the order of the file: what is most urgent comes first."""
    raw = reading.read(folder / FILE, FILE)
    return {str(ident): _rule(one, str(ident), folder) for ident, one in raw.items()}


def _rule(raw: Any, ident: str, folder: Path) -> InstrumentRule:
    found = reading.keys(raw, FILE, ident, _RULE, ("label", "reaches", "bases"))
    if found["reaches"] not in REACHES:
        raise LawBroken(
            FILE,
            ident,
            "reaches '{reaches}', which is not known",
            reaches=found["reaches"],
            known=", ".join(REACHES),
        )
    letter = reading.text(found, "letter", FILE, ident)
    if letter and not (folder / "letters" / f"{letter}.yaml").is_file():
        raise LawBroken(
            FILE, ident, "there is no letters/{letter}.yaml: name a letter that is there, or none", letter=letter
        )
    if not isinstance(found["bases"], list) or not found["bases"]:
        raise LawBroken(FILE, ident, "'bases' must be a list, not empty: what nothing allows is no instrument")
    return InstrumentRule(
        ident,
        reading.text(found, "label", FILE, ident),
        found["reaches"],
        letter,
        _yes(found, "investigation", ident),
        reading.words(found.get("notes", []), FILE, f"{ident}: notes"),
        tuple(_basis(one, f"{ident}: bases[{place}]") for place, one in enumerate(found["bases"], 1)),
    )


def _basis(raw: Any, place: str) -> BasisRule:
    found = reading.keys(raw, FILE, place, _BASIS)
    treaty, cell = reading.text(found, "treaty", FILE, place), reading.text(found, "cell", FILE, place)
    if bool(treaty) == bool(cell):
        raise LawBroken(FILE, place, "name either a 'treaty' or a 'cell' of the law of one side")
    between = reading.text(found, "between", FILE, place)
    among = BETWEEN if treaty else BETWEEN[1:]
    if between not in among:
        raise LawBroken(
            FILE, place, "'between' must be one of {known}: for whom it must be law", known=", ".join(among)
        )
    cites = reading.words(found.get("cites", []), FILE, place)
    if treaty and not cites:
        raise LawBroken(FILE, place, "'cites' is missing: name the provisions that it rests on")
    if not isinstance(found.get("clocks", []), list):
        raise LawBroken(FILE, place, "'clocks' must be a list")
    return BasisRule(
        treaty,
        between,
        cites,
        cell,
        claims.expression(found.get("when"), place, FILE),
        claims.expression(found.get("when_there"), place, FILE),
        _yes(found, "offences", place),
        tuple(_clock(one, f"{place}: clocks") for one in found.get("clocks", [])),
    )


def _clock(raw: Any, place: str) -> Clock:
    found = reading.keys(raw, FILE, place, ("what", "starts", "at", *_BOUNDS), ("what", "starts", "at"))
    bounds = [bound for bound in _BOUNDS if bound in found]
    if len(bounds) != 1:
        raise LawBroken(FILE, place, "say one of {known}", known=", ".join(_BOUNDS))
    length = _LENGTH.fullmatch(str(found[bounds[0]]))
    if length is None:
        raise LawBroken(
            FILE, place, "'{value}' is no time: write it as 8 hours, 60 days or 12 months", value=found[bounds[0]]
        )
    words = {key: reading.text(found, key, FILE, place) for key in ("what", "starts", "at")}
    return Clock(words["what"], words["starts"], int(length[1]), length[2], bounds[0], words["at"])


def _yes(found: dict[str, Any], key: str, place: str) -> bool:
    if found.get(key, "no") not in ("yes", "no"):
        raise LawBroken(FILE, place, "'{key}' must be yes or no", key=key)
    return found.get(key) == "yes"

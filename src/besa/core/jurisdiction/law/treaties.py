"""A treaty: when it entered into force, which acts its articles cover, and what each provision obliges to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.law import claims, days, reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.claims import Cell, Claim, read_cell

MODALITIES: Final = ("must", "endeavour", "may")
# Kinds of provision that oblige a State, or leave something to it.
GROUND: Final = "jurisdiction_ground"
WITH_MODALITY: Final = (GROUND, "condition")
# What each ground ties the State to; a provision may say its own `tie`.
TIES: Final = (
    "territorial", "flag", "flag_ship", "flag_aircraft", "active_national", "active_habitual_resident",
    "passive_national",
    "passive_habitual_resident", "passive_national_or_habitual_resident", "effects", "aut_dedere",
    "aut_dedere_non_national",
)  # fmt: skip
# Grounds of a State's own law.
OWN_GROUNDS: Final = (
    "territorial", "flag", "active_national", "active_habitual_resident", "passive_national",
    "passive_habitual_resident", "universal_or_treaty", "vicarious",
)  # fmt: skip
_KEYS: Final = ("treaty", "name", "adopted", "in_force", "enters", "binds_members_of", "offences", "provisions")
_OF_PROVISION: Final = (
    "id", "article", "kind", "ground", "grounds", "tie", "modality", "offences", "reservable", "localisation",
    "adds_to", "displaces", "when", "text", "confidence", "sources", "as_of", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offence:
    """An article and the acts it covers, under `when`."""

    article: str
    acts: tuple[str, ...]
    when: Expression | None


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision. `offences` None: all of the treaty; else the articles it speaks of, with all their letters.

    `grounds`: of a ban of complaint conditions (kind `complaint_ban`), the grounds that it speaks of; None: all.
    """

    id: str
    treaty: str
    article: str
    kind: str
    text: str
    claim: Claim
    ground: str = ""
    tie: Expression | None = None
    modality: str = ""
    offences: tuple[str, ...] | None = None
    reservable: str = ""
    localisation: str = ""
    adds_to: tuple[str, ...] = ()
    displaces: tuple[str, ...] = ()
    grounds: tuple[str, ...] | None = None

    @property
    def when(self) -> Expression | None:
        return self.claim.when


@dataclass(frozen=True, slots=True)
class Treaty:
    """`binds_members_of` for law of a union: it binds whoever is a member, from `in_force` on."""

    id: str
    name: str
    adopted: date | None
    in_force: Cell
    enters: days.Enters
    binds_members_of: str
    offences: tuple[Offence, ...]
    provisions: tuple[Provision, ...]


def read_treaties(folder: Path) -> Mapping[str, Treaty]:
    files = sorted((folder / "treaties").glob("*.yaml"))
    if not files:
        raise LawBroken("treaties", "", "holds no treaty: each is one file, named after its id")
    return {path.stem: _read(path) for path in files}


def _read(path: Path) -> Treaty:
    file = f"treaties/{path.name}"
    raw = reading.keys(reading.read(path, file), file, "", _KEYS, ("treaty", "name", "in_force", "provisions"))
    ident = raw["treaty"]
    if ident != path.stem:
        raise LawBroken(
            file, "treaty", "says '{ident}': it must be the name of the file, '{stem}'", ident=ident, stem=path.stem
        )
    for key in ("offences", "provisions"):
        if not isinstance(raw.get(key, []), list):
            raise LawBroken(file, key, "must be a list")
    return Treaty(
        ident,
        reading.text(raw, "name", file, "name"),
        days.exact_day(raw["adopted"], file, "adopted") if "adopted" in raw else None,
        read_cell(raw["in_force"], f"{ident}.in_force", file, days_too=True),
        _enters(raw.get("enters", {}), file),
        reading.text(raw, "binds_members_of", file, "binds_members_of"),
        tuple(_offence(one, file) for one in raw.get("offences", [])),
        tuple(_provision(one, ident, file) for one in raw["provisions"]),
    )


def _enters(raw: Any, file: str) -> days.Enters:
    found = reading.keys(raw, file, "enters", ("days", "months", "first_of_month", "at"))
    numbers = {key: found.get(key, 0) for key in ("days", "months")}
    if any(not isinstance(number, int) or not 0 <= number <= 366 for number in numbers.values()):
        raise LawBroken(file, "enters", "days and months must be whole numbers")
    return days.Enters(**numbers, first_of_month=found.get("first_of_month") == "yes", at=str(found.get("at", "")))


def _offence(raw: Any, file: str) -> Offence:
    found = reading.keys(raw, file, "offences", ("article", "acts", "when"), ("article", "acts"))
    article = reading.text(found, "article", file, "offences")
    place = f"offences: {article}"
    return Offence(
        article, reading.words(found["acts"], file, place), claims.expression(found.get("when"), place, file)
    )


def _provision(raw: Any, treaty: str, file: str) -> Provision:
    found = reading.keys(raw, file, "provisions", _OF_PROVISION, ("id", "article", "kind", "text", "confidence"))
    ident = str(found["id"])
    ground = reading.text(found, "ground", file, ident)
    tie = claims.expression(found.get("tie"), ident, file)
    if found["kind"] == GROUND:
        if ground not in TIES:
            raise LawBroken(
                file,
                ident,
                "the ground '{ground}' is not known",
                ground=ground,
                known=", ".join(TIES),
            )
        if found.get("modality") not in MODALITIES:
            raise LawBroken(file, ident, "'modality' must be one of {known}", known=", ".join(MODALITIES))
    scope = found.get("offences", "all")
    reservable = reading.text(found, "reservable", file, ident)
    about = {key: found[key] for key in ("when", "confidence", "sources", "as_of", "note") if key in found}
    known = "unknown" if found["confidence"] == "unknown" else "yes"
    return Provision(
        ident,
        treaty,
        str(found["article"]),
        reading.text(found, "kind", file, ident),
        reading.text(found, "text", file, ident),
        read_cell({"value": known, **about}, ident, file).claims[0],
        ground,
        tie,
        reading.text(found, "modality", file, ident),
        None if scope == "all" else reading.words(scope, file, ident),
        "" if reservable == "no" else reservable,
        reading.text(found, "localisation", file, ident),
        reading.words(found.get("adds_to", []), file, ident),
        reading.words(found.get("displaces", []), file, ident),
        reading.words(found["grounds"], file, ident, OWN_GROUNDS) if "grounds" in found else None,
    )

"""A State: what it belongs to, which treaties bind it, what it reserved, and its own law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.claims import WORDS, Cell, read_cell

BOUND: Final = ("party", "bound")
NOT_BOUND: Final = (
    "not_party", "signed", "not_signed", "ratified_not_in_force", "not_bound", "not_in_signature_list",
)  # fmt: skip
CODE: Final = re.compile(r"[a-z]{2}")
_TERRITORY: Final = "territory."
OF_TREATY: Final = ("status", "consent", "entered", "applies")
SEAT: Final = "provider_seat"
_KEYS: Final = (
    "state", "name", "role", "also", "footnote", "membership", "treaties", "reservations", "relations", "law",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """Cells by their short names; `treaties` by treaty, as (status, consent).

    `entered`: the day a treaty entered into force for the State, where that is known and its consent is not, or where
    it succeeded another; `applies`: when it applies a treaty, if not always; `relations`: whether it deals with
    another, named by its code, as with a Party of the same treaty; those named `territory.<code>`: whether its law
    takes a place to be its own of which others say otherwise. `role` is SEAT where only those instruments are recorded
    that reach providers who have their seat there: who can act is not asked of it.
    """

    code: str
    name: str
    also: tuple[str, ...]
    footnote: str
    membership: Mapping[str, Cell]
    treaties: Mapping[str, tuple[Cell, Cell | None]]
    reservations: Mapping[str, Cell]
    law: Mapping[str, Cell]
    entered: Mapping[str, Cell] = field(default_factory=dict)
    applies: Mapping[str, Cell] = field(default_factory=dict)
    relations: Mapping[str, Cell] = field(default_factory=dict)
    role: str = ""

    @property
    def viewed_differently(self) -> frozenset[str]:
        """Places whose status this State and the authorities there see differently (cells `territory.<code>`)."""
        return frozenset(name.removeprefix(_TERRITORY) for name in self.relations if name.startswith(_TERRITORY))

    def cells(self) -> Iterator[Cell]:
        yield from self.membership.values()
        for status, consent in self.treaties.values():
            yield status
            if consent is not None:
                yield consent
        yield from self.entered.values()
        yield from self.applies.values()
        yield from self.reservations.values()
        yield from self.relations.values()
        yield from self.law.values()


def read_states(folder: Path) -> Mapping[str, State]:
    files = sorted((folder / "states").glob("*.yaml"))
    if not files:
        raise LawBroken("states", "", "holds no State: each is one file, named after its code")
    return {path.stem: _read(path) for path in files}


def _read(path: Path) -> State:
    file = f"states/{path.name}"
    raw = reading.keys(reading.read(path, file), file, "", _KEYS, ("state", "name", "treaties", "law"))
    code = raw["state"]
    if code != path.stem or not CODE.fullmatch(str(code)):
        raise LawBroken(file, "state", "says '{code}': it must be two small letters, the name of the file", code=code)
    also = reading.words(raw.get("also", []), file, "also")
    role = raw.get("role", "")
    if role not in ("", SEAT):
        raise LawBroken(file, "role", "'{role}' is no role: leave it out, or write {seat}", role=role, seat=SEAT)
    return State(
        code,
        reading.text(raw, "name", file, "name"),
        also,
        reading.text(raw, "footnote", file, "footnote").strip(),
        _cells(raw.get("membership", {}), f"{code}.membership", file),
        _treaties(raw["treaties"], f"{code}.treaties", file),
        _cells(raw.get("reservations", {}), f"{code}.reservations", file),
        _cells(raw["law"], f"{code}.law", file),
        _of_treaties(raw["treaties"], "entered", f"{code}.treaties", file, days_too=True),
        _of_treaties(raw["treaties"], "applies", f"{code}.treaties", file, days_too=False),
        _cells(raw.get("relations", {}), f"{code}.relations", file),
        role,
    )


def _cells(raw: Any, under: str, file: str) -> Mapping[str, Cell]:
    if not isinstance(raw, dict):
        raise LawBroken(file, under, "must be a mapping of cells")
    return {str(name): read_cell(one, f"{under}.{name}", file) for name, one in raw.items()}


def _treaties(raw: Any, under: str, file: str) -> Mapping[str, tuple[Cell, Cell | None]]:
    if not isinstance(raw, dict):
        raise LawBroken(file, under, "must be a mapping of treaties")
    found = {}
    for treaty, one in raw.items():
        ident = f"{under}.{treaty}"
        parts = reading.keys(one, file, ident, OF_TREATY, ("status",))
        status = read_cell(parts["status"], f"{ident}.status", file, (*BOUND, *NOT_BOUND, "unknown"))
        consent = None
        if "consent" in parts:
            consent = read_cell(parts["consent"], f"{ident}.consent", file, WORDS, days_too=True)
        found[str(treaty)] = (status, consent)
    return found


def _of_treaties(raw: Mapping[str, Any], name: str, under: str, file: str, *, days_too: bool) -> Mapping[str, Cell]:
    return {
        str(treaty): read_cell(one[name], f"{under}.{treaty}.{name}", file, WORDS, days_too=days_too)
        for treaty, one in raw.items()
        if name in one
    }

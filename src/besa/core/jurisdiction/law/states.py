"""A State: what it belongs to, which treaties bind it, what it reserved, and its own law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
_KEYS: Final = ("state", "name", "also", "footnote", "membership", "treaties", "reservations", "law")


@dataclass(frozen=True, slots=True)
class State:
    """Cells by their short names; `treaties` by treaty, as (status, consent)."""

    code: str
    name: str
    also: tuple[str, ...]
    footnote: str
    membership: Mapping[str, Cell]
    treaties: Mapping[str, tuple[Cell, Cell | None]]
    reservations: Mapping[str, Cell]
    law: Mapping[str, Cell]

    def cells(self) -> Iterator[Cell]:
        yield from self.membership.values()
        for status, consent in self.treaties.values():
            yield status
            if consent is not None:
                yield consent
        yield from self.reservations.values()
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
        raise LawBroken(file, "state", f"says '{code}': it must be two small letters, the name of the file")
    also = reading.words(raw.get("also", []), file, "also")
    return State(
        code,
        reading.text(raw, "name", file, "name"),
        also,
        reading.text(raw, "footnote", file, "footnote").strip(),
        _cells(raw.get("membership", {}), f"{code}.membership", file),
        _treaties(raw["treaties"], f"{code}.treaties", file),
        _cells(raw.get("reservations", {}), f"{code}.reservations", file),
        _cells(raw["law"], f"{code}.law", file),
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
        parts = reading.keys(one, file, ident, ("status", "consent"), ("status",))
        status = read_cell(parts["status"], f"{ident}.status", file, (*BOUND, *NOT_BOUND, "unknown"))
        consent = None
        if "consent" in parts:
            consent = read_cell(parts["consent"], f"{ident}.consent", file, WORDS, days_too=True)
        found[str(treaty)] = (status, consent)
    return found

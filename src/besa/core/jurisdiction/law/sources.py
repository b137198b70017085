"""Sources: where a claim stands, how near to the law itself, and which day it describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from besa.core.jurisdiction.law import days, reading
from besa.core.jurisdiction.law.broken import LawBroken

FILE: Final = "sources.yaml"
TIERS: Final = ("primary", "secondary", "low")
ADDRESSES: Final = ("verbatim", "reconstructed", "partial")


@dataclass(frozen=True, slots=True)
class Source:
    """`as_of`: the day it describes; `read`: the day it was read at the latest; `address_status`: how sure it is."""

    id: str
    address: str
    title: str
    kind: str
    tier: str
    address_status: str
    extent_read: str
    read: date
    as_of: date | None = None
    note: str = ""

    @property
    def describes(self) -> date:
        return self.as_of or self.read


def read_sources(folder: Path) -> Mapping[str, Source]:
    return {ident: read_source(raw, str(ident)) for ident, raw in reading.read(folder / FILE, FILE).items()}


def read_source(raw: object, ident: str) -> Source:
    """One source as it stands in the file; raises LawBroken."""
    needed = ("address", "title", "kind", "tier", "address_status", "extent_read", "read")
    found = reading.keys(raw, FILE, ident, (*needed, "as_of", "note"), needed)
    for key, among in (("tier", TIERS), ("address_status", ADDRESSES)):
        if found[key] not in among:
            raise LawBroken(
                FILE,
                ident,
                "{key} '{value}' is not known",
                key=key,
                value=found[key],
                known=", ".join(among),
            )
    texts = {key: reading.text(found, key, FILE, ident) for key in ("address", "title", "kind", "extent_read", "note")}
    if not texts["address"].startswith(("https://", "http://")):
        raise LawBroken(FILE, ident, "the address must begin with https:// or http://")
    return Source(
        ident,
        texts["address"],
        texts["title"],
        texts["kind"],
        found["tier"],
        found["address_status"],
        texts["extent_read"],
        days.last_day(found["read"], FILE, ident),
        days.last_day(found["as_of"], FILE, ident) if "as_of" in found else None,
        texts["note"],
    )

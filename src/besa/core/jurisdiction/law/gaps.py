"""Kinds of gap between two laws, and the provisions that they grow from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from besa.core.jurisdiction.law import reading

FILE: Final = "gaps.yaml"


@dataclass(frozen=True, slots=True)
class Gap:
    id: str
    name: str
    detail: str
    basis: tuple[str, ...]


def read_gaps(folder: Path) -> Mapping[str, Gap]:
    return {str(ident): _read(raw, str(ident)) for ident, raw in reading.read(folder / FILE, FILE).items()}


def _read(raw: object, ident: str) -> Gap:
    found = reading.keys(raw, FILE, ident, ("name", "detail", "basis"), ("name", "detail", "basis"))
    return Gap(
        ident,
        reading.text(found, "name", FILE, ident),
        reading.text(found, "detail", FILE, ident),
        reading.words(found["basis"], FILE, ident),
    )

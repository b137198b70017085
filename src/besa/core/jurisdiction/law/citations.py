"""Citations: which source, and the place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.broken import LawBroken


@dataclass(frozen=True, slots=True)
class Citation:
    """A source by its id, and the place in it."""

    source: str
    at: str = ""


def read_citations(raw: Any, ident: str, file: str) -> tuple[Citation, ...]:
    if not isinstance(raw, list):
        raise LawBroken(file, ident, "sources must be a list like [{id: T_X, at: article 1}]")
    found = []
    for one in raw:
        source = reading.keys(one, file, f"{ident}: sources", ("id", "at"), ("id",))
        found.append(Citation(str(source["id"]), str(source.get("at") or "")))
    return tuple(found)

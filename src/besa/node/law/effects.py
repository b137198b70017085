"""Which answers a change of the law turns: asked of the worked cases, told as plain values that a row can keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Final

from besa.core.jurisdiction.comparing import Comparer
from besa.core.jurisdiction.law.changing import Change
from besa.core.jurisdiction.law.changing import changed as with_changes
from besa.core.jurisdiction.worked import worked_cases
from besa.node.law import queries

MOST_KEPT: Final = 300
_STORED: list[Callable[[], int]] = []


def stored_assessments(count: Callable[[], int]) -> Callable[[], int]:
    """Decorator for rooms above: how many assessments they keep, whose answers hang on the law."""
    _STORED.append(count)
    return count


def of_change(change: Change, *, on: date) -> dict[str, Any]:
    """What the change turns: `answers` (case, state, act, layer, what, before, after, and where a provision obliges
    otherwise than before its two modalities), `asked`, `of`, `contradicted`,
    `more` (answers beyond those kept) and `stored` (assessments to look at again). Raises LawBroken."""
    law = queries.current()
    after = with_changes(law, [change])
    found = _comparer(queries.version(), on).compare(after, [change.cell])
    answers = [
        [one.case, one.state, one.act, one.layer, one.what, one.before.word, one.after.word, *one.modalities]
        for one in found.differences
    ]
    return {
        "answers": answers[:MOST_KEPT],
        "more": max(0, len(answers) - MOST_KEPT),
        "asked": found.asked,
        "of": found.of,
        "contradicted": {case: list(lines) for case, lines in found.contradicted.items()},
        "stored": sum(count() for count in _STORED),
    }


def readers(*, on: date) -> dict[str, Any]:
    """Which worked cases read which cell, as WorkList keeps it; takes a second."""
    read = _comparer(queries.version(), on).read()
    cells: dict[str, list[int]] = {}
    for place, found in enumerate(read.values()):
        for cell in found:
            cells.setdefault(cell, []).append(place)
    return {"cases": list(read), "cells": cells}


@lru_cache(maxsize=1)  # 50 MB
def _comparer(version: str, on: date) -> Comparer:
    return Comparer(queries.current(), worked_cases(), on=on)

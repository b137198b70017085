"""What was measured of one year or of several, as one pool of cases; and the figures that tables are made of."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from bench.year.intervals import Share, resampled, share
from bench.year.measuring import BESA, Case, Measured
from bench.year.tables import percentile, within
from bench.year.truth import Truth
from besa.core.triage import axes

DAY = 24.0


class Pool:
    """Cases and standings of all years together; clusters are never compared across years."""

    def __init__(self, years: Sequence[Measured]) -> None:
        self.years = years
        self.cases: list[Case] = [case for each in years for case in each.cases]
        self.standings: list[tuple[Truth, str]] = [standing for each in years for standing in each.standings]
        self.days = 365 * len(years)

    @cached_property
    def first(self) -> str:
        """The class that is read before all others."""
        return axes.current().order.classes[0].id


def share_of(cases: Sequence[Case], order: str = BESA, hours: float = DAY) -> Share:
    """How many of some planted cases were looked at in so many hours."""
    return share(within([case.looks[order] for case in cases], hours), len(cases))


def told_by(cases: Iterable[Case], name: str) -> list[Case]:
    """Those told by one set of wordings."""
    return [case for case in cases if case.truth.wordings == name]


def in_a_day(case: Case, order: str) -> bool:
    return bool(within([case.looks[order]], DAY))


def waits(cases: Sequence[Case], order: str = BESA) -> list[str]:
    """By when half of them and by when nine of ten were looked at."""
    times = [case.looks[order] for case in cases]
    return [percentile(times, 0.5), percentile(times, 0.9)]


def by_wording(cases: Sequence[Case]) -> str:
    """The interval of the share in a day if cases told in the same words count as one draw."""
    groups: dict[str, list[Case]] = {}
    for number, case in enumerate(cases):
        groups.setdefault(case.truth.paraphrase or f"{number}", []).append(case)
    low, high = resampled([(share_of(each).hits, len(each)) for each in groups.values()], random.Random(1))
    return f"[{low:.3f}, {high:.3f}]"


def ratio(hits: int, of: int) -> str:
    return f"{hits / of:.4f}" if of else "none"


def listed(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in sorted(counts.items(), key=lambda pair: -pair[1]))

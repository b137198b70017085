"""Say why a link is there, row by row: for a table on the screen, in a file for a prosecutor, or read aloud.

All words are codes or msgids (weights.messages() lists them); whoever shows them translates them. What is shared
appears in clear only where the caller opened the reports and gives their traces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from besa.core.linking.levels import Level, Side, Whose
from besa.core.linking.values import Evidence, Link, Trace
from besa.core.linking.weights import Weights, current

Traces = Mapping[bytes, tuple[Trace, ...]]
_BANDS = (2, 3, 10, 50, 200)


@dataclass(frozen=True)
class End:
    """One of the two reports: when it came in, and for each row whose the thing is there and where it stood."""

    report: int
    at: datetime | None


@dataclass(frozen=True)
class Row:
    """One thing shared: what, whose in each report, where in each, why it tells, and what it is worth.

    `seen` is a band, "in 4 to 10 reports", not a count: the count would tell a desk of reports it may not see; the
    upper end is None beyond the last band. `what` is () unless traces were given.
    """

    label: str
    reason: str
    whose: tuple[tuple[Whose, ...], tuple[Whose, ...]]
    what: tuple[str, ...]
    where: tuple[tuple[str, ...], tuple[str, ...]]
    seen: tuple[int, int | None]
    points: int
    supports: bool
    counted: bool
    likeness: float | None


@dataclass(frozen=True)
class Explanation:
    """A link in rows. `word` is the msgid of its strength; `weights` the version that weighed it."""

    level: Level
    side: Side
    ends: tuple[End, End]
    strength: int
    word: str
    joins: bool
    rows: tuple[Row, ...]
    weights: str


def explain(
    link: Link,
    *,
    traces: Mapping[int, Traces] | None = None,
    arrived: Mapping[int, datetime] | None = None,
    weights: Weights | None = None,
) -> Explanation:
    """`traces`: by report, what `tokens_of` gave after opening it. `arrived`: by report, when it came in."""
    used, opened, times = weights or current(), traces or {}, arrived or {}
    rows = tuple(
        _row(each, opened.get(link.a, {}).get(each.token, ()), opened.get(link.b, {}).get(each.token, ()), used)
        for each in link.evidence
    )
    return Explanation(
        level=link.level,
        side=link.side,
        ends=(End(link.a, times.get(link.a)), End(link.b, times.get(link.b))),
        strength=link.strength,
        word=used.word(link.strength),
        joins=link.joins,
        rows=rows,
        weights=used.version,
    )


def _row(each: Evidence, first: tuple[Trace, ...], second: tuple[Trace, ...], weights: Weights) -> Row:
    sort = weights.sorts[each.sort]
    forms = dict.fromkeys(trace.canonical for trace in (*first, *second))
    return Row(
        label=sort.label,
        reason=sort.reason,
        whose=each.roles,
        what=tuple(forms),
        where=(tuple(trace.where for trace in first), tuple(trace.where for trace in second)),
        seen=about(each.seen),
        points=each.points,
        supports=each.supports,
        counted=each.counted,
        likeness=each.likeness,
    )


def about(times: int) -> tuple[int, int | None]:
    """The band a count lies in; its upper end is None beyond the last."""
    low = 1
    for high in _BANDS:
        if times <= high:
            return low, high
        low = high + 1
    return low, None

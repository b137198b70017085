"""Lay a cluster out as a picture: reports on the left in the order they came, what they share on the right.

Positions are numbers between 0 and 1 and a function of the cluster alone. Things shared by exactly the same reports are
one node. `table` says the same in rows, for those who cannot see it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from besa.core.linking.clusters import Cluster, Tie

MOST = 60


@dataclass(frozen=True)
class Node:
    """A report (`report` filled), or one or more things shared (`tokens` and their `sorts` filled)."""

    id: str
    x: float
    y: float
    report: int | None = None
    tokens: tuple[bytes, ...] = ()
    sorts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge:
    """Between two ids. `held_back`: a decision of a person keeps it from joining."""

    start: str
    end: str
    points: int
    held_back: bool = False


@dataclass(frozen=True)
class Picture:
    """`left_out` reports are in the cluster and not in the picture."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def picture(
    cluster: Cluster, *, sorts: Mapping[bytes, str], arrived: Mapping[int, datetime] | None = None, most: int = MOST
) -> Picture:
    """At most `most` reports, those with most ties first. `sorts`: what `Linker.things` says of the cluster."""
    times = arrived or {}
    ties: dict[int, int] = defaultdict(int)
    for tie in cluster.ties:
        ties[tie.report] += 1
    chosen = sorted(cluster.reports, key=lambda report: (-ties[report], report))[:most]
    chosen.sort(key=lambda report: (report not in times, times.get(report, datetime.max), report))  # noqa: DTZ901
    y = {report: _spread(at, len(chosen)) for at, report in enumerate(chosen)}
    holders: dict[bytes, set[int]] = defaultdict(set)
    for tie in cluster.ties:
        if isinstance(tie.other, bytes) and tie.report in y:
            holders[tie.other].add(tie.report)
    groups: dict[tuple[int, ...], list[bytes]] = defaultdict(list)
    for token in sorted(holders):
        groups[tuple(sorted(holders[token]))].append(token)
    # The middle of its reports is where a thing crosses fewest others.
    placed = sorted(groups, key=lambda reports: (sum(y[report] for report in reports) / len(reports), reports))
    nodes = [Node(f"r{report:x}", 0.0, y[report], report=report) for report in chosen]
    name: dict[bytes, str] = {}
    for at, reports in enumerate(placed):
        tokens = tuple(groups[reports])
        name |= dict.fromkeys(tokens, f"t{at}")
        named = tuple(sorted({sorts[token] for token in tokens if token in sorts}))
        nodes.append(Node(f"t{at}", 1.0, _spread(at, len(placed)), tokens=tokens, sorts=named))
    edges = _edges(cluster.ties, y, name, held_back=False) + _edges(cluster.held_back, y, name, held_back=True)
    return Picture(tuple(nodes), tuple(edges), len(cluster.reports) - len(chosen))


@dataclass(frozen=True)
class TableRow:
    """A report, what ties it, with whom, and how strongly."""

    report: int
    at: datetime | None
    sort: str
    others: tuple[int, ...]
    points: int
    held_back: bool


def table(
    cluster: Cluster, *, sorts: Mapping[bytes, str], arrived: Mapping[int, datetime] | None = None
) -> tuple[TableRow, ...]:
    """One row for each tie of each report, in the order of the picture; `sort` is "" where several things tie two."""
    times = arrived or {}
    holders: dict[bytes, set[int]] = defaultdict(set)
    for tie in cluster.ties:
        if isinstance(tie.other, bytes):
            holders[tie.other].add(tie.report)
    rows = []
    for ties, held_back in ((cluster.ties, False), (cluster.held_back, True)):
        for tie in ties:
            if isinstance(tie.other, bytes):
                others = tuple(sorted(holders[tie.other] - {tie.report}))
                sort = sorts.get(tie.other, "")
                rows.append(TableRow(tie.report, times.get(tie.report), sort, others, tie.points, held_back))
            else:
                rows.append(TableRow(tie.report, times.get(tie.report), "", (tie.other,), tie.points, held_back))
    return tuple(rows)


def _edges(ties: tuple[Tie, ...], y: Mapping[int, float], name: Mapping[bytes, str], *, held_back: bool) -> list[Edge]:
    best: dict[tuple[str, str], int] = {}
    for tie in ties:
        end = name.get(tie.other) if isinstance(tie.other, bytes) else f"r{tie.other:x}" if tie.other in y else None
        if tie.report in y and end:
            pair = (f"r{tie.report:x}", end)
            best[pair] = max(tie.points, best.get(pair, 0))
    return [Edge(start, end, points, held_back) for (start, end), points in sorted(best.items())]


def _spread(at: int, of: int) -> float:
    return round((at + 0.5) / of, 4)

"""Walls of access: what a desk may learn of a link to a report that it may not see, which is that there is one.

Nothing of the other report passes: not its number or name, not its desk, time or role, not what is shared, not how many
such reports there are. Links that do not join are not announced at all: each one would answer a question somebody could
ask by sending a report with an identifier in it. That question remains for links that do join: a node records every
announcement in its ledger, so that who asks too often is noticed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from besa.core.linking.clusters import Cluster, Tie
from besa.core.linking.levels import Layer, Level
from besa.core.linking.values import Link


@dataclass(frozen=True, order=True)
class Announcement:
    """A report of the desk's own belongs together with one of another desk, at a level. Nothing more."""

    report: int
    level: Level


@dataclass(frozen=True)
class ClusterSeen:
    """A cluster as one desk sees it. `beyond`: there are reports that it may not see, however many.

    `pieces`: the desk's reports as they hold together by what it sees; more than one piece are joined only through
    reports beyond the wall.
    """

    layer: Layer
    reports: frozenset[int]
    ties: tuple[Tie, ...]
    pieces: tuple[frozenset[int], ...]
    beyond: bool


def links_seen(links: Iterable[Link], *, sees: Collection[int]) -> tuple[Link, ...]:
    """The links between reports a desk may both see."""
    return tuple(link for link in links if link.a in sees and link.b in sees)


def announcements(links: Iterable[Link], *, sees: Collection[int]) -> tuple[Announcement, ...]:
    """What may be said to a desk about links of its reports with reports it may not see."""
    found = set()
    for link in links:
        own = [report for report in (link.a, link.b) if report in sees]
        if link.joins and len(own) == 1:
            found.add(Announcement(own[0], link.level))
    return tuple(sorted(found))


def cluster_seen(cluster: Cluster, *, sees: Collection[int]) -> ClusterSeen | None:
    """A cluster as a desk sees it; None if it may see none of its reports."""
    reports = frozenset(report for report in cluster.reports if report in sees)
    if not reports:
        return None
    ties = tuple(
        tie for tie in cluster.ties if tie.report in reports and (isinstance(tie.other, bytes) or tie.other in reports)
    )
    return ClusterSeen(cluster.layer, reports, ties, _pieces(reports, ties), len(reports) < len(cluster.reports))


def _pieces(reports: frozenset[int], ties: Iterable[Tie]) -> tuple[frozenset[int], ...]:
    piece_of: dict[int | bytes, set[int | bytes]] = {report: {report} for report in reports}
    for tie in ties:
        one, other = piece_of[tie.report], piece_of.setdefault(tie.other, {tie.other})
        if one is not other:
            one |= other
            for vertex in other:
                piece_of[vertex] = one
    distinct = {id(piece): piece for piece in piece_of.values()}.values()
    found = [frozenset(each for each in piece if isinstance(each, int)) for piece in distinct]
    return tuple(sorted(found, key=min))

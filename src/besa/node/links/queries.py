"""What can be read about links: those of one report, as far as the reader's desks may know of the other ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.core.linking import Layer, Level, Link, Side, Whose
from besa.core.linking.weights import current
from besa.node.links.linking import looking
from besa.node.links.models import Decision
from besa.node.links.vertices import layer_of, report_id
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports
from besa.node.reports.queries import NoSuchReport


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One thing two reports share. `sort` is its English label; `seen`: in how many reports of the node it stands."""

    token: bytes
    sort: str
    seen: int
    points: int
    ours: tuple[Whose, ...]
    theirs: tuple[Whose, ...]
    counted: bool
    likeness: float | None


@dataclass(frozen=True, kw_only=True)
class LinkView:
    """Why a report belongs together with another. `other` is None, and nothing is shared, where a wall is between."""

    level: Level
    side: Side
    strength: int
    word: str
    joins: bool
    other: UUID | None
    reference: str
    received_at: datetime | None
    shared: tuple[Shared, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    """What a person decided from a report's page, and has not taken back."""

    decision: UUID
    kind: str
    level: Level | None
    side: Side | None
    others: tuple[UUID, ...]
    by: int
    at: datetime


def links_of(report: UUID, *, keyring: Keyring, most: int = 100) -> tuple[LinkView, ...]:
    """The links of a report to others, strongest first. Of another desk's report only the level is told.

    Raises:
        NoSuchReport: the keyring may not see it.
    """
    if not reports.rows_of([report], keyring=keyring):
        raise NoSuchReport(report)
    with looking() as desk:
        found = desk.linker.links(report.int, most=most)
    rows = {row.report_id: row for row in reports.rows_of([_other(link, report) for link in found], keyring=keyring)}
    shown = []
    for link in found:
        row = rows.get(_other(link, report))
        shown.append(
            LinkView(
                level=link.level,
                side=link.side,
                strength=link.strength,
                word=current().word(link.strength),
                joins=link.joins,
                other=row.report_id if row else None,
                reference=row.reference if row else "",
                received_at=row.received_at if row else None,
                shared=_shared(link, report) if row else (),
            )
        )
    return tuple(shown)


def cluster_of(report: UUID, layer: Layer, *, keyring: Keyring) -> tuple[tuple[UUID, ...], int]:
    """The reports of the keyring's desks in a report's cluster of a layer, and how many of other desks are in it."""
    with looking() as desk:
        cluster = desk.linker.cluster(layer, report.int)
    members = {report_id(number) for number in cluster.reports} if cluster else {report}
    seen = [row.report_id for row in reports.rows_of(members, keyring=keyring)]
    return tuple(seen), len(members) - len(seen)


def decisions_of(report: UUID) -> tuple[DecisionView, ...]:
    """What people decided from a report's page and did not take back, oldest first."""
    return tuple(
        DecisionView(
            decision=row.pk,
            kind=row.kind,
            level=None if row.layer is None else layer_of(row.layer).level,
            side=None if row.layer is None else layer_of(row.layer).side,
            others=tuple(UUID(other) for other in row.others),
            by=row.by_id,
            at=row.at,
        )
        for row in Decision.objects.filter(report=report, ended_at=None).order_by("at")
    )


def _other(link: Link, report: UUID) -> UUID:
    return report_id(link.b if link.a == report.int else link.a)


def _shared(link: Link, report: UUID) -> tuple[Shared, ...]:
    mine = 0 if link.a == report.int else 1
    sorts = current().sorts
    return tuple(
        Shared(
            token=each.token,
            sort=sorts[each.sort].label,
            seen=each.seen,
            points=each.points,
            ours=each.roles[mine],
            theirs=each.roles[1 - mine],
            counted=each.counted,
            likeness=each.likeness,
        )
        for each in link.evidence
    )

"""What can be read about links: those of one report, as far as the reader's desks may know of the other ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from besa.core.linking import (
    Cluster,
    Layer,
    Level,
    Link,
    Picture,
    Side,
    Whose,
    announcements,
    cluster_seen,
    links_seen,
    picture,
    table,
)  # fmt: skip
from besa.core.linking.explain import about
from besa.core.linking.layout import TableRow
from besa.core.linking.weights import current
from besa.node.links.linking import looking
from besa.node.links.models import Decision, Held, Sighting
from besa.node.links.stored import LAYER_CODES, layer_of, report_id, unpack
from besa.node.people.keyring import Keyring
from besa.node.platform.batching import batched
from besa.node.reports import queries as reports
from besa.node.reports.queries import NoSuchReport
from besa.node.reports.values import QueueRow

MOST_OF_A_BUNDLE = 5000
"""So many reports of a bundle are shown and worked on at once; the next time the rest."""

_LOOKED_AT = 1_000
"""So many links of a report, the strongest, are looked at, so that those beyond a wall crowd out none that is shown."""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One thing two reports share. `sort` is its English label.

    `seen`: in about how many reports of the node it stands, as a number of its band (core/linking/explain.about): the
    exact one would tell of reports that the reader may not see.
    """

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
    """Why a report belongs together with another.

    Where a wall is between, `other` is None, and no more is told than that there is such a report and at which level:
    one such line for each level, strength 0, side "any", nothing shared. Links that do not join are not announced.
    """

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
    """What a person decided, and has not taken back. `report`: from whose page; `may_end`: the reader may take it back.

    `token` is the thing that was set aside.
    """

    decision: UUID
    kind: str
    level: Level | None
    side: Side | None
    report: UUID
    others: tuple[UUID, ...]
    token: bytes
    by: int
    at: datetime
    may_end: bool


def links_of(report: UUID, *, keyring: Keyring, most: int = 100) -> tuple[LinkView, ...]:
    """The links of a report to others, strongest first. Of another desk's report only the level is told.

    Raises:
        NoSuchReport: the keyring may not see it.
    """
    if not reports.rows_of([report], keyring=keyring):
        raise NoSuchReport(report)
    with looking() as desk:
        found = desk.linker.links(report.int, most=_LOOKED_AT)
    rows: dict[UUID, QueueRow] = {}
    sees = {report.int}
    known: list[Link] = []
    seen: tuple[Link, ...] = ()
    for some in batched(found, 2 * most):
        known += some
        found_rows = reports.rows_of({_other(link, report) for link in some}, keyring=keyring)
        rows |= {row.report_id: row for row in found_rows}
        sees.update(row.int for row in rows)
        seen = links_seen(known, sees=sees)
        if len(seen) >= most:
            break
    shown = (_shown(link, report, rows[_other(link, report)]) for link in seen[:most])
    beyond = (_announced(one.level) for one in announcements(known, sees=sees))
    return (*shown, *beyond)


def cluster_of(report: UUID, layer: Layer, *, keyring: Keyring) -> tuple[tuple[UUID, ...], bool]:
    """The reports of the keyring's desks in a report's cluster of a layer, and whether it goes on at other desks.

    Raises:
        NoSuchReport: the keyring may not see it.
    """
    if not reports.rows_of([report], keyring=keyring):
        raise NoSuchReport(report)
    with looking() as desk:
        cluster = desk.linker.cluster(layer, report.int)
    if cluster is None:
        return (report,), False
    rows = reports.rows_of(map(report_id, cluster.reports), keyring=keyring)
    seen = cluster_seen(cluster, sees={row.report_id.int for row in rows})
    return tuple(row.report_id for row in rows), seen is not None and seen.beyond


def decisions_of(report: UUID, *, keyring: Keyring) -> tuple[DecisionView, ...]:
    """What people decided about a report or about a thing in it, and did not take back, oldest first.

    Whichever page it was decided from: who sees one end sees the decision.
    """
    held = Held.objects.filter(pk=report.bytes).values_list("imprint", flat=True).first()
    tokens = {mark.token for mark in unpack(held).sightings} if held else set()
    about = Q(report=report) | Q(kind=Decision.Kind.SET_ASIDE, token__in=tokens)
    # Others are lists of ids in hexadecimal: one id cannot stand inside another.
    about |= Q(named__contains=f'"{report.hex}"')
    return _decisions(_standing().alias(named=Cast("others", TextField())).filter(about), keyring)


def decisions_among(report_ids: Iterable[UUID], layer: Layer, *, keyring: Keyring) -> tuple[DecisionView, ...]:
    """As `decisions_of`, about any of these reports in one layer; for a cluster."""
    wanted = {report.hex for report in report_ids}
    rows = _standing().filter(layer=LAYER_CODES[layer])
    return _decisions((row for row in rows if wanted & {row.report.hex, *row.others}), keyring)


def _standing() -> QuerySet[Decision]:
    return Decision.objects.filter(ended_at=None).order_by("at", "id")


def _decisions(found: Iterable[Decision], keyring: Keyring) -> tuple[DecisionView, ...]:
    rows = list(found)
    seen = {row.report_id for row in reports.rows_of({row.report for row in rows}, keyring=keyring)} if rows else set()
    return tuple(
        DecisionView(
            decision=row.pk,
            kind=row.kind,
            level=None if row.layer is None else layer_of(row.layer).level,
            side=None if row.layer is None else layer_of(row.layer).side,
            report=row.report,
            others=tuple(UUID(other) for other in row.others),
            token=bytes(row.token),
            by=row.by_id,
            at=row.at,
            may_end=row.report in seen,
        )
        for row in rows
    )


def _shown(link: Link, report: UUID, row: QueueRow) -> LinkView:
    return LinkView(
        level=link.level,
        side=link.side,
        strength=link.strength,
        word=current().word(link.strength),
        joins=link.joins,
        other=row.report_id,
        reference=row.reference,
        received_at=row.received_at,
        shared=_shared(link, report),
    )


def _announced(level: Level) -> LinkView:
    return LinkView(
        level=level,
        side=Side.ANY,
        strength=0,
        word="",
        joins=True,
        other=None,
        reference="",
        received_at=None,
        shared=(),
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
            seen=_about(each.seen),
            points=each.points,
            ours=each.roles[mine],
            theirs=each.roles[1 - mine],
            counted=each.counted,
            likeness=each.likeness,
        )
        for each in link.evidence
    )


def _about(times: int) -> int:
    low, high = about(times)
    return low if high is None else high


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A cluster as far as the reader may see it. `beyond`: it goes on at desks whose reports the reader may not see."""

    picture: Picture
    rows: tuple[TableRow, ...]
    reports: tuple[UUID, ...]
    beyond: bool


def drawn(report: UUID, layer: Layer, *, keyring: Keyring) -> Drawn | None:
    """The cluster of a report in a layer as a picture and as rows that say the same; None if it is in none.

    Raises:
        NoSuchReport: the keyring may not see it.
    """
    if not reports.rows_of([report], keyring=keyring):
        raise NoSuchReport(report)
    with looking() as desk:
        cluster = desk.linker.cluster(layer, report.int)
        things = desk.linker.things(cluster) if cluster else {}
    if cluster is None:
        return None
    rows = reports.rows_of(map(report_id, cluster.reports), keyring=keyring)
    arrived = {row.report_id.int: row.received_at for row in rows}
    seen = cluster_seen(cluster, sees=arrived.keys())
    if seen is None:
        return None
    own = Cluster(layer, seen.reports, seen.ties)
    sorts = {token: current().sorts[sort].label for token, sort in things.items()}
    return Drawn(
        picture=picture(own, sorts=sorts, arrived=arrived),
        rows=table(own, sorts=sorts, arrived=arrived),
        reports=tuple(row.report_id for row in rows),
        beyond=seen.beyond,
    )


@dataclass(frozen=True, kw_only=True)
class BundleView:
    """One file, page or text that stands in many reports. `sort` is its English label."""

    token: bytes
    sort: str
    reports: tuple[UUID, ...]


def bundles_of(report: UUID, *, keyring: Keyring) -> tuple[BundleView, ...]:
    """The bundles a report is in, as far as the keyring's desks may see them, greatest first.

    Raises:
        NoSuchReport: the keyring may not see it.
    """
    if not reports.rows_of([report], keyring=keyring):
        raise NoSuchReport(report)
    with looking() as desk:
        found = desk.linker.bundles(report.int)
    seen = (bundle(each.token, keyring=keyring) for each in found)
    return tuple(sorted((one for one in seen if len(one.reports) > 1), key=lambda one: -len(one.reports)))


def bundle(token: bytes, *, keyring: Keyring) -> BundleView:
    """The reports of the keyring's desks in which a thing stands, in the queue's order; none if it stands nowhere."""
    holders = dict(Sighting.objects.filter(token=token).values_list("report", "sort")[:MOST_OF_A_BUNDLE])
    rows = reports.rows_of((UUID(bytes=bytes(stored)) for stored in holders), keyring=keyring)
    sort = current().by_code[next(iter(holders.values()))].label if holders else ""
    return BundleView(token=token, sort=sort, reports=tuple(row.report_id for row in rows))

"""The cluster a report is in: which reports, and the picture of them with rows that say the same."""

from __future__ import annotations

from uuid import UUID

from besa.core.linking import Cluster, Layer, cluster_seen, picture, table
from besa.core.linking.weights import current
from besa.node.links.linking import looking
from besa.node.links.queries.values import Drawn
from besa.node.links.stored import report_id
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports
from besa.node.reports.queries import NoSuchReport


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
        more=cluster.more,
    )

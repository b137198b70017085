"""The links of one report to others: what both share, and that there are more behind a wall."""

from __future__ import annotations

from uuid import UUID

from besa.core.linking import Level, Link, Side, announcements, links_seen
from besa.core.linking.explain import about
from besa.core.linking.weights import current
from besa.node.links.linking import looking
from besa.node.links.queries.values import LinkView, Shared
from besa.node.links.stored import report_id
from besa.node.people.keyring import Keyring
from besa.node.platform.batching import batched
from besa.node.reports import queries as reports
from besa.node.reports.queries import NoSuchReport
from besa.node.reports.values import QueueRow

_LOOKED_AT = 1_000
"""So many links of a report, the strongest, are looked at, so that those beyond a wall crowd out none that is shown."""


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

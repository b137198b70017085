"""Link what arrived, changed or was erased since the last time, a bounded number of reports in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from besa.node.links.linking import Desk, of_row, turn
from besa.node.links.models import Decision
from besa.node.reports import actions as reports
from besa.node.reports import queries as reported
from besa.node.reports.queries import NotLinked

BATCH = 300


def catch_up(*, now: datetime, limit: int = BATCH, patience: float = 20.0) -> int:
    """Link up to `limit` reports; returns how many were worked on. Call it again until it returns 0.

    `patience`: how many seconds to wait while somebody else changes links.

    Raises:
        besa.node.links.linking.TurnTaken: somebody else is changing links.
    """
    if not reported.not_linked(limit=1):
        return 0
    with turn(patience=patience) as desk:
        waiting = reported.not_linked(limit=limit)
        found = reported.imprints(one.report_id for one in waiting if not one.erased)
        held = desk.index.holds(one.report_id.int for one in waiting)
        # Forgetting a report forgets the joins that people made of it.
        for number in sorted(held):
            desk.linker.remove(number)
        desk.linker.add_all({pk.int: imprint for pk, imprint in found.items()})
        _joined_by_people(desk, waiting, now)
        desk.also.append(lambda: reports.mark_linked(waiting))
    return len(waiting)


def _joined_by_people(desk: Desk, waiting: Sequence[NotLinked], now: datetime) -> None:
    """Make again what people joined of reports that changed; end it where the report was erased."""
    gone = {one.report_id for one in waiting if one.erased}
    changed = {one.report_id for one in waiting}
    for row in Decision.objects.filter(kind=Decision.Kind.SAME, ended_at=None):
        ends = {row.report, *(UUID(other) for other in row.others)}
        if ends & gone:
            ended = Decision.objects.filter(pk=row.pk)
            desk.also.append(partial(ended.update, ended_at=now))
        elif ends & changed:
            desk.linker.decide(of_row(row))

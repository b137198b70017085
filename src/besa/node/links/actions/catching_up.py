"""Link what arrived, changed or was erased since the last time, a bounded number of reports in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from besa.core.linking.weights import current
from besa.node.links.linking import Desk, of_row, turn
from besa.node.links.models import Decision
from besa.node.reports import actions as reports
from besa.node.reports import queries as reported

BATCH = 200


def catch_up(*, now: datetime, limit: int = BATCH) -> int:
    """Link up to `limit` reports; returns how many were worked on. Call it again until it returns 0."""
    waiting = reported.not_linked(limit=limit)
    if not waiting:
        return 0
    with turn() as desk:
        # Looked for again: another worker may have had its turn meanwhile.
        waiting = reported.not_linked(limit=limit)
        found = reported.imprints(pk for pk, erased in waiting if not erased)
        held = desk.index.holds(pk.int for pk, _ in waiting)
        desk.index.prepare(found.values(), most=current().pairs)
        desk.ties.prepare({pk.int for pk, _ in waiting} | desk.index.known())
        for pk, erased in waiting:
            if pk.int in held:
                # Forgetting a report forgets the joins that people made of it.
                desk.linker.remove(pk.int)
            if not erased:
                desk.linker.add(pk.int, found[pk])
        _joined_by_people(desk, waiting, now)
        reports.mark_linked(pk for pk, _ in waiting)
    return len(waiting)


def _joined_by_people(desk: Desk, waiting: Sequence[tuple[UUID, bool]], now: datetime) -> None:
    """Make again what people joined of reports that changed; end it where the report was erased."""
    gone = {pk for pk, erased in waiting if erased}
    for row in Decision.objects.filter(kind=Decision.Kind.SAME, ended_at=None):
        ends = {row.report, *(UUID(other) for other in row.others)}
        if ends & gone:
            Decision.objects.filter(pk=row.pk).update(ended_at=now)
        elif any(pk in ends for pk, _ in waiting):
            desk.linker.decide(of_row(row))

"""Note which closed referrals their source heard the outcome of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from besa.core.casework import State
from besa.node.platform.batching import batched
from besa.node.reports.models import Report


def told_source(report_ids: Iterable[UUID], *, now: datetime) -> None:
    """Call it when the list of outcomes is written: the mark in the ledger is that of the list.

    What is not closed has no outcome yet, and the promise stands. The first time counts.
    """
    for some in batched(report_ids):
        closed = Report.objects.filter(pk__in=some, state=State.CLOSED, source_told_at=None)
        closed.update(source_told_at=now, answer_due=None)

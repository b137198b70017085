"""Note which reports were linked; a report that gets new words afterwards counts as not linked again."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from besa.node.reports.models import Report


def mark_linked(report_ids: Iterable[UUID]) -> None:
    """Call it in the transaction that keeps the links. Says nothing about anybody, so it leaves no mark."""
    Report.objects.filter(pk__in=list(report_ids)).update(linked=True)

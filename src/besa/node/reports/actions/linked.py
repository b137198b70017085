"""Note which reports were linked; a report that gets new words afterwards counts as not linked again."""

from __future__ import annotations

from collections.abc import Iterable

from besa.node.reports.models import Report
from besa.node.reports.queries.imprints import NotLinked


def mark_linked(linked: Iterable[NotLinked]) -> None:
    """Call it in the transaction that keeps the links. Says nothing about anybody, so it leaves no mark.

    What changed meanwhile stays to be linked again.
    """
    for one in linked:
        Report.objects.filter(pk=one.report_id, changed_at=one.changed_at).update(linked=True)

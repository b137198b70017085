"""Note which reports were linked; a report that gets new words afterwards counts as not linked again."""

from __future__ import annotations

from collections.abc import Iterable

from besa.node.platform import bulk
from besa.node.reports.models import Report
from besa.node.reports.queries.imprints import NotLinked


def mark_linked(linked: Iterable[NotLinked]) -> None:
    """Call it in the transaction that keeps the links. Says nothing about anybody, so it leaves no mark.

    What changed meanwhile stays to be linked again.
    """
    rows = ((one.report_id, one.changed_at) for one in linked)
    bulk.update(Report, "linked", True, ("id", "changed_at"), rows)  # noqa: FBT003 - the value of a column

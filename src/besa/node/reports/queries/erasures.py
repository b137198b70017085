"""Compare the list of erased reports, which lies outside the database, with the database."""

from __future__ import annotations

from uuid import UUID

from besa.core.casework import State
from besa.node.platform import environment, erased
from besa.node.reports.models import Report

_BATCH = 500


def alive_again() -> dict[UUID, str]:
    """References by id of reports on the list that are alive: an old backup brought them back."""
    ids = sorted(erased.read(environment.current().home / erased.FILE))
    found: dict[UUID, str] = {}
    for start in range(0, len(ids), _BATCH):
        rows = Report.objects.filter(pk__in=ids[start : start + _BATCH]).exclude(state=State.ERASED)
        found.update(rows.values_list("pk", "reference"))
    return found


def unlisted_tombstones() -> frozenset[UUID]:
    """Ids of erased reports that are not on the list: it was lost, and the next restore would bring them back."""
    tombs = frozenset(Report.objects.filter(state=State.ERASED).values_list("pk", flat=True))
    return tombs - erased.read(environment.current().home / erased.FILE)

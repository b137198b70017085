"""What can be compared of reports, for whoever links them: blind tokens and keyed signatures, never content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.core import linking
from besa.core.casework import State
from besa.core.linking import Imprint
from besa.node.reports.models import Report, Sighting, Sketch


@dataclass(frozen=True)
class NotLinked:
    """A report whose links were not looked for since it changed at `changed_at`."""

    report_id: UUID
    erased: bool
    changed_at: datetime


def not_linked(*, limit: int) -> tuple[NotLinked, ...]:
    """Reports to be linked, oldest first."""
    rows = Report.objects.filter(linked=False).order_by("received_at", "id").values_list("pk", "state", "changed_at")
    return tuple(NotLinked(pk, state == State.ERASED, changed_at) for pk, state, changed_at in rows[:limit])


def imprints(report_ids: Iterable[UUID]) -> dict[UUID, Imprint]:
    """The imprint of each report."""
    ids = list(report_ids)
    marks: dict[UUID, set[linking.Sighting]] = {pk: set() for pk in ids}
    for pk, token, sort, role in Sighting.objects.filter(report__in=ids).values_list(
        "report_id", "token", "sort", "role"
    ):
        marks[pk].add(linking.Sighting(bytes(token), sort, role))
    sketches: dict[UUID, list[bytes]] = {pk: [] for pk in ids}
    rows = Sketch.objects.filter(report__in=ids).order_by("id").values_list("report_id", "signature")
    for pk, signature in rows:
        sketches[pk].append(bytes(signature))
    return {pk: Imprint(tuple(sorted(marks[pk])), tuple(sketches[pk])) for pk in ids}

"""How long each step took, by where reports come from; and outcomes that sources wait for. From clear columns only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Min

from besa.core.casework import State, StepTime, step_time
from besa.node.people.keyring import Keyring
from besa.node.reports.models import PUBLIC, Report

MOST: Final = 50_000
"""So many reports are measured at most, the newest."""

_STEPS: Final = {
    "opened": "first_read_at",
    "taken": "first_taken_at",
    "answered": "first_answered_at",
    "classified": "assessed_at",
    "closed": "closed_at",
    "told": "source_told_at",
}


@dataclass(frozen=True)
class SourceTimes:
    """The steps of the reports of one source, each counted from arrival; a step that it has not is left out."""

    source: str
    number: int
    steps: Mapping[str, StepTime]


@dataclass(frozen=True)
class OutcomesOwed:
    """Closed reports whose source asked for the outcome and was not told; the first came in at `since`."""

    source: str
    number: int
    since: datetime
    due: datetime


def times(since: datetime, *, keyring: Keyring) -> tuple[SourceTimes, ...]:
    """Of what came in after `since` to the keyring's desks: people's own reports first, then sources by name."""
    found = Report.objects.filter(desk_id__in=keyring.desk_ids, received_at__gte=since).exclude(state=State.ERASED)
    rows = found.order_by("-received_at").values_list("source", "received_at", *_STEPS.values())[:MOST]
    by_source: dict[str, list[tuple[datetime | None, ...]]] = {}
    for source, received, *moments in rows.iterator():
        by_source.setdefault(source, []).append((received, *moments))
    return tuple(
        SourceTimes(source, len(by_source[source]), _steps(source, by_source[source]))
        for source in sorted(by_source, key=lambda name: (name != PUBLIC, name))
    )


def outcomes_owed(*, keyring: Keyring) -> tuple[OutcomesOwed, ...]:
    """By source, the first due first."""
    found = Report.objects.filter(desk_id__in=keyring.desk_ids, state=State.CLOSED, answer_due__isnull=False)
    rows = found.values("source").annotate(n=Count("pk"), since=Min("received_at"), due=Min("answer_due"))
    return tuple(
        OutcomesOwed(row["source"], row["n"], row["since"], row["due"]) for row in rows.order_by("due", "source")
    )


def _steps(source: str, rows: list[tuple[datetime | None, ...]]) -> dict[str, StepTime]:
    left_out = "told" if source == PUBLIC else "answered"
    return {
        step: step_time(row[at] - row[0] if row[at] and row[0] else None for row in rows)  # type: ignore[operator]
        for at, step in enumerate(_STEPS, 1)
        if step != left_out
    }

"""The queue: the most urgent and longest waiting first, from clear columns only: nothing is opened to sort it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from besa.node.people.keyring import Keyring
from besa.node.reports.models import NOBODY_WAITS, NOTHING_OWED, OPEN, OWED, PUBLIC, Label, Report
from besa.node.reports.values import QueueFilter, QueuePage, QueueRow

PAGE = 50
# Counting stops here: nobody pages through more, and an exact count of everything costs more than the page itself.
COUNT_LIMIT = 1000

_ORDERS = {
    "urgency": ("-urgency", "rank", NOBODY_WAITS, "waiting_since", "received_at", "id"),
    "newest": ("-changed_at", "id"),
    "due": (NOTHING_OWED, OWED.asc(), "-urgency", "id"),
    "kept": ("kept_until", "id"),
}
_AXES = ("danger", "actionability", "decay", "novelty")


def queue(wanted: QueueFilter, *, keyring: Keyring, now: datetime, page: int = 1) -> QueuePage:
    """One page of what the keyring's desks may see."""
    found = _matching(wanted, keyring, now)
    total = _in_index_order(found, wanted)[: COUNT_LIMIT + 1].count()
    pages = max(1, -(-min(total, COUNT_LIMIT) // PAGE))
    page = max(1, min(page, pages))
    rows = found.order_by(*_ORDERS.get(wanted.order, _ORDERS["urgency"]))[(page - 1) * PAGE : page * PAGE]
    return QueuePage(
        rows=tuple(as_row(row) for row in rows.defer("sealed_told")),
        total=min(total, COUNT_LIMIT),
        page=page,
        pages=pages,
        counted_all=total <= COUNT_LIMIT,
    )


def _in_index_order(found: QuerySet[Report], wanted: QueueFilter) -> QuerySet[Report]:
    # Levels and source stand in the index of the first order, which SQLite takes only if asked for that order: without
    # it a rare level among 100,000 reports is counted row by row, in 140 ms instead of 20.
    by_index = wanted.source or any(getattr(wanted, axis) for axis in _AXES)
    return found.order_by(*_ORDERS["urgency"]) if by_index and not wanted.states else found.order_by()


def _matching(wanted: QueueFilter, keyring: Keyring, now: datetime) -> QuerySet[Report]:
    desks = keyring.desk_ids if wanted.desk is None else keyring.desk_ids & {wanted.desk}
    found = Report.objects.filter(desk_id__in=desks)
    found = found.filter(state__in=wanted.states) if wanted.states else found.filter(OPEN)
    if wanted.urgency is not None:
        found = found.filter(urgency=wanted.urgency)
    if wanted.reason:
        # JSON arrays of short ids: a quoted id cannot match inside another one.
        found = found.alias(written=Cast("reasons", TextField())).filter(written__contains=f'"{wanted.reason}"')
    if wanted.source:
        found = found.filter(source=wanted.source)
    least = {f"{axis}__gte": level for axis in _AXES if (level := getattr(wanted, axis))}
    if least:
        found = found.filter(**least)
    if wanted.language:
        found = found.filter(language=wanted.language)
    if wanted.claimed == "mine":
        found = found.filter(claimed_by_id=keyring.staff_id)
    elif wanted.claimed == "nobody":
        found = found.filter(claimed_by=None)
    if wanted.unread:
        found = found.filter(unread=True)
    if wanted.overdue:
        found = found.filter(_late(now))
    if wanted.kept_before:
        found = found.filter(kept_until__lte=wanted.kept_before)
    return found


def _late(now: datetime) -> Q:
    # Not by OWED: each of the two has an index of its own, and what is late is little.
    return Q(answer_due__lte=now) | Q(take_due__lte=now)


def rows_of(report_ids: Iterable[UUID], *, keyring: Keyring) -> tuple[QueueRow, ...]:
    """The queue rows of these reports, as far as the keyring may see them, in the queue's order."""
    found = Report.objects.filter(pk__in=list(report_ids), accesses__desk_id__in=keyring.desk_ids).distinct()
    return tuple(as_row(row) for row in found.order_by(*_ORDERS["urgency"]).defer("sealed_told"))


def by_reference(reference: str, *, keyring: Keyring) -> QueueRow | None:
    """The row of the report that people call `reference`; None if the keyring sees no such report."""
    found = Report.objects.filter(reference=reference.strip().upper(), accesses__desk_id__in=keyring.desk_ids)
    row = found.defer("sealed_told").first()
    return as_row(row) if row else None


def standing_labels(report_id: UUID, *, keyring: Keyring) -> frozenset[str]:
    """Codes of the labels a report has now, as far as the keyring may see it."""
    found = Label.objects.filter(report=report_id, ended_at=None, report__accesses__desk_id__in=keyring.desk_ids)
    return frozenset(found.values_list("code", flat=True))


def counts(*, keyring: Keyring, now: datetime) -> dict[str, int]:
    """How many are open, unread, overdue and mine; each counted up to COUNT_LIMIT + 1."""
    base = _matching(QueueFilter(), keyring, now).order_by()
    parts = {
        "open": base,
        "unread": base.filter(unread=True),
        "overdue": base.filter(_late(now)),
        "mine": base.filter(claimed_by_id=keyring.staff_id),
    }
    return {name: part[: COUNT_LIMIT + 1].count() for name, part in parts.items()}


def fresh_since(moment: datetime, *, keyring: Keyring) -> int:
    """How many reports arrived, or got a new message of the reporter's, after `moment` and were not read yet."""
    found = Report.objects.filter(OPEN, desk_id__in=keyring.desk_ids, changed_at__gt=moment, unread=True)
    return found.order_by()[: COUNT_LIMIT + 1].count()


def due_promises(now: datetime) -> int:
    """How many promised answers of the whole node are overdue; for the self-check and alarms, without ids."""
    return Report.objects.filter(OPEN, answer_due__lte=now, source=PUBLIC).count()


def not_taken(now: datetime) -> int:
    """How many referrals of the whole node should have been taken by somebody; as `due_promises`."""
    return Report.objects.filter(OPEN, take_due__lte=now).count()


def as_row(report: Report) -> QueueRow:
    """The clear part of a report."""
    return QueueRow(
        report_id=report.id,
        reference=report.reference,
        desk_id=report.desk_id,
        state=report.state,
        urgency=report.urgency,
        reasons=tuple(report.reasons),
        received_at=report.received_at,
        waiting_since=report.waiting_since,
        answer_due=report.answer_due,
        take_due=report.take_due,
        kept_until=report.kept_until,
        unread=report.unread,
        claimed_by=report.claimed_by_id,
        door=report.door,
        language=report.language,
        age_band=report.age_band,
        where=report.where,
        ongoing=report.ongoing,
        files=report.files,
        outcome=report.outcome,
        changed_at=report.changed_at,
        source=report.source,
        danger=report.danger,
        actionability=report.actionability,
        decay=report.decay,
        novelty=report.novelty,
        rank=report.rank,
    )

"""Cases and what they owe, in lists: from clear columns only, of the files that the reader's desks may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from besa.node.cases.models import Access, Case, Duty, File, Filed
from besa.node.cases.values import CaseLine, DutyLine
from besa.node.people.keyring import Keyring

PAGE = 50
SHOWN = 200  # what the page of clocks shows at once; more than a day's work


@dataclass(frozen=True)
class CasePage:
    lines: tuple[CaseLine, ...]
    total: int
    page: int
    pages: int


def cases(*, keyring: Keyring, now: datetime, show: str = "open", page: int = 1) -> CasePage:
    """One page of the cases of the keyring's desks, what is late first; `show` is open, mine or closed."""
    found = _visible(keyring)
    found = found.filter(closed_at__isnull=show != "closed")
    if show == "mine":
        found = found.filter(assigned_to_id=keyring.staff_id)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    page = max(1, min(page, pages))
    next_due = _duties(keyring).filter(file__case=OuterRef("pk")).order_by("due").values("due")[:1]
    order: list[object] = ["-closed_at"] if show == "closed" else [F("due").asc(nulls_last=True), "-urgency"]
    rows = found.annotate(due=Subquery(next_due)).order_by(*order, "opened_at", "id")  # type: ignore[arg-type]
    shown = list(rows[(page - 1) * PAGE : page * PAGE])
    return CasePage(lines_of(shown, keyring=keyring, now=now), total, page, pages)


def cases_of_report(report_id: UUID, *, keyring: Keyring, now: datetime) -> tuple[CaseLine, ...]:
    """The cases a report belongs to, as far as the keyring may open the case's own file."""
    filed = Filed.objects.filter(report=report_id, case=OuterRef("pk"))
    found = _visible(keyring, sort=File.Sort.CASE).filter(Exists(filed))
    return lines_of(list(found.order_by("opened_at")), keyring=keyring, now=now)


def open_cases(*, keyring: Keyring) -> tuple[tuple[UUID, str], ...]:
    """Id and reference of the open cases a report can be added to, the last changed first."""
    found = _visible(keyring, sort=File.Sort.CASE).filter(closed_at=None)
    return tuple(found.order_by("-changed_at", "id").values_list("id", "reference")[:SHOWN])


def expiring(*, keyring: Keyring) -> tuple[DutyLine, ...]:
    """What is to be done by a certain time in all open cases, the earliest first."""
    rows = _duties(keyring).order_by("due", "id").select_related("file__case")[:SHOWN]
    return tuple(
        DutyLine(
            duty_id=row.id,
            case_id=row.file.case_id,
            file_id=row.file_id,
            reference=row.file.case.reference,
            urgency=row.file.case.urgency,
            file_sort=row.file.sort,
            sort=row.sort,
            clock=row.clock,
            since=row.since,
            due=row.due,
            assigned_to=row.assigned_to_id,
        )
        for row in rows
        if row.due is not None
    )


def promised_reports(*, keyring: Keyring) -> dict[UUID, tuple[UUID, str]]:
    """The reports in the keyring's open cases, with the id and reference of the case."""
    found = _visible(keyring, sort=File.Sort.CASE).filter(closed_at=None).values("pk")
    rows = Filed.objects.filter(case__in=found).values_list("report_id", "case_id", "case__reference")
    return {report: (case, reference) for report, case, reference in rows}


def lines_of(rows: Iterable[Case], *, keyring: Keyring, now: datetime) -> tuple[CaseLine, ...]:
    """These cases as lines, in their order; three queries."""
    rows = list(rows)
    if not rows:
        return ()
    ids = [row.id for row in rows]
    mine = _files(keyring).filter(case__in=ids)
    main = set(mine.filter(sort=File.Sort.CASE).values_list("case_id", flat=True))
    children = dict(mine.filter(sort=File.Sort.CHILD).values_list("case_id").annotate(n=Count("pk")).order_by())
    reports = dict(Filed.objects.filter(case__in=main).values_list("case_id").annotate(n=Count("pk")).order_by())
    owed = _duties(keyring).filter(file__case__in=ids)
    late = dict(owed.filter(due__lte=now).values_list("file__case").annotate(n=Count("pk")).order_by())
    due = dict(owed.values_list("file__case").annotate(first=Min("due")).order_by())
    begun = dict(owed.order_by("-due").values_list("file__case", "since"))
    return tuple(
        CaseLine(
            case_id=row.id,
            reference=row.reference,
            desk_id=row.desk_id,
            state=row.state,
            urgency=row.urgency,
            assigned_to=row.assigned_to_id,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            outcome=row.outcome,
            reports=reports.get(row.id, 0),
            children=children.get(row.id, 0),
            due=due.get(row.id),
            due_since=begun.get(row.id),
            late=late.get(row.id, 0),
        )
        for row in rows
    )


def _files(keyring: Keyring) -> QuerySet[File]:
    opening = Access.objects.filter(file=OuterRef("pk"), desk_id__in=keyring.desk_ids)
    return File.objects.filter(Exists(opening))


def _visible(keyring: Keyring, *, sort: str = "") -> QuerySet[Case]:
    mine = _files(keyring).filter(case=OuterRef("pk"))
    return Case.objects.filter(Exists(mine.filter(sort=sort) if sort else mine))


def _duties(keyring: Keyring) -> QuerySet[Duty]:
    opening = Access.objects.filter(file=OuterRef("file"), desk_id__in=keyring.desk_ids)
    owed = Q(done_at=None, due__isnull=False, file__case__closed_at=None)
    return Duty.objects.filter(owed).filter(Exists(opening))

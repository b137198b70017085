"""Who searched, when, for what purpose: what an auditor sees of the searches. The words stay sealed to the searcher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.node.desk.models import Search
from besa.node.people import queries as people

PAGE = 50
_DEEPEST = 10_000  # pages; further back a filter by time is the way


@dataclass(frozen=True, kw_only=True)
class SearchFilter:
    """`begin` counts, `end` does not; `mark` (32 hex digits) asks for searches after the same thing. None is all."""

    begin: datetime | None = None
    end: datetime | None = None
    desk: int | None = None
    staff: int | None = None
    mark: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class SearchLine:
    """One search. `mark` is alike for two searches after the same thing; `desks` are those it could reach, by name."""

    search_id: UUID
    at: datetime
    staff_id: int
    name: str
    pseudonym: str
    kind: str
    purpose: str
    desks: tuple[str, ...]
    mark: str
    entry: str


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """A page of searches, newest first."""

    lines: tuple[SearchLine, ...]
    total: int
    page: int
    pages: int


def audited(wanted: SearchFilter, *, page: int = 1) -> AuditPage:
    """The searches that `wanted` lets through; a page beyond the last is the last."""
    rows = Search.objects.order_by("-at", "id")
    if wanted.begin is not None:
        rows = rows.filter(at__gte=wanted.begin)
    if wanted.end is not None:
        rows = rows.filter(at__lt=wanted.end)
    if wanted.desk is not None:
        rows = rows.filter(desks=wanted.desk)
    if wanted.staff is not None:
        rows = rows.filter(staff=wanted.staff)
    if wanted.mark is not None:
        rows = rows.filter(fingerprint=wanted.mark)
    total = rows.count()
    pages = max(1, min(_DEEPEST, -(-total // PAGE)))
    page = max(1, min(page, pages))
    shown = list(rows.defer("wrapped_key", "sealed_words").prefetch_related("desks")[(page - 1) * PAGE : page * PAGE])
    staff = {line.staff_id: line for line in people.staff_lines()} if shown else {}
    lines = (
        SearchLine(
            search_id=row.id,
            at=row.at,
            staff_id=row.staff_id,
            name=staff[row.staff_id].name,
            pseudonym=staff[row.staff_id].pseudonym,
            kind=row.kind,
            purpose=row.purpose,
            desks=tuple(sorted(desk.name for desk in row.desks.all())),
            mark=bytes(row.fingerprint).hex(),
            entry=row.ledger_entry,
        )
        for row in shown
    )
    return AuditPage(lines=tuple(lines), total=total, page=page, pages=pages)

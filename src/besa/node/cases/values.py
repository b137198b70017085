"""The values that cross this room's door: frozen, complete, without rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from besa.core.sealing import RecordKey

PERSON_ROLES = {"case": ("reported", "witness", "other"), "child": ("child", "carer", "guardian", "professional")}
"""Who can be written into a file of each sort. A child stands in a child's file only: that is the wall."""

ERASED_FOR = ("asked", "ordered", "retention", "mistake")
"""Why content is erased, as a code: words about it would outlive what they speak of."""
ERASED_AGAIN = "again"
"""Stands there instead where an old backup brought back what had been erased."""


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """A case in a list; nothing in it had to be opened. Counts are of the files that the reader's desks may open."""

    case_id: UUID
    reference: str
    desk_id: int
    state: str
    urgency: int
    assigned_to: int | None
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    reports: int
    children: int
    due: datetime | None
    due_since: datetime | None
    late: int


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """Something to be done by a certain time, in a list over all cases."""

    duty_id: UUID
    case_id: UUID
    file_id: UUID
    reference: str
    urgency: int
    file_sort: str
    sort: str
    clock: str
    since: datetime
    due: datetime
    assigned_to: int | None


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """`fields` is what was typed: name, about, text, when … depending on the sort."""

    entry_id: UUID
    sort: str
    code: str
    by: int
    at: datetime
    ended_by: int | None
    ended_at: datetime | None
    fields: dict[str, str] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class DutyView:
    duty_id: UUID
    sort: str
    clock: str
    since: datetime
    due: datetime | None
    assigned_to: int | None
    by: int
    done_by: int | None
    done_at: datetime | None
    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class AccessView:
    desk_id: int
    given_by: int
    given_at: datetime


@dataclass(frozen=True, kw_only=True)
class FileRef:
    """Another file of the same case that the reader may open."""

    file_id: UUID
    sort: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody asked to erase the file, for a reason of ERASED_FOR."""

    by: int
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class OpenFile:
    """A file of a case, opened. `reports` are the ids of those filed in the case; empty in a child's file.

    `erased` counts entries that are gone; `asked` is set while the file waits for a second person to erase it.
    `shared` says by entry where else what stands in it was seen.
    """

    line: CaseLine
    file_id: UUID
    sort: str
    number: int
    opened_at: datetime
    title: str = field(repr=False)
    entries: tuple[EntryView, ...] = field(repr=False)
    erased: int
    asked: Asked | None
    duties: tuple[DutyView, ...] = field(repr=False)
    accesses: tuple[AccessView, ...]
    reports: tuple[UUID, ...]
    shared: dict[UUID, Shared]
    others: tuple[FileRef, ...]
    key: RecordKey = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Shared:
    """Where else something was seen: in `reports` (the newest, and `more`) and `cases` (id and reference) that one may
    open; `elsewhere`, where one may only know that there is something at another desk."""

    reports: tuple[UUID, ...]
    more: int
    cases: tuple[tuple[UUID, str], ...]
    elsewhere: bool

    def and_(self, other: Shared) -> Shared:
        """The same of both together."""
        return Shared(
            reports=tuple(dict.fromkeys((*self.reports, *other.reports))),
            more=max(self.more, other.more),
            cases=tuple(dict.fromkeys((*self.cases, *other.cases))),
            elsewhere=self.elsewhere or other.elsewhere,
        )


@dataclass(frozen=True, kw_only=True)
class FileHead:
    """A file without what is sealed in it. `desks` may open it. `number` tells children's files apart, 0 in others.

    `kept_until` is when its retention is over, None while the case is open.
    """

    file_id: UUID
    case_id: UUID
    sort: str
    number: int
    reference: str
    state: str
    urgency: int
    desks: tuple[int, ...]
    kept_until: datetime | None
    asked: Asked | None

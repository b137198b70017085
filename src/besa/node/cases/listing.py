"""Cases and what they owe, in lists, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from besa.node.cases import queries, wording
from besa.node.cases.values import CaseLine, DutyLine
from besa.node.cases.wording import Due, Text
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports
from besa.node.reports.values import QueueRow


@dataclass(frozen=True, kw_only=True)
class Line:
    """A case in a list, in words."""

    case_id: UUID
    reference: str
    urgency: tuple[int, str, Text]
    state: Text
    due: Due | None
    late: int
    reports: int
    children: int
    who: str
    mine: bool
    desk: str
    opened_at: datetime
    outcome: str
    kept_long: bool


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A deadline in the list over all cases. `promised` is a report whose reporter waits for an answer."""

    reference: str
    file_id: UUID | None
    report_id: UUID | None
    urgency: tuple[int, str, Text]
    what: Text
    where: str
    who: str
    due: Due
    source: tuple[Text, str, bool] | None


def line(row: CaseLine, *, names: dict[int, str], desks: dict[int, str], keyring: Keyring, now: datetime) -> Line:
    """One case of a list in words."""
    return Line(
        case_id=row.case_id,
        reference=row.reference,
        urgency=wording.urgency(row.urgency),
        state=wording.STATES.get(row.state, row.state),
        due=None if row.closed_at else wording.due(since=row.due_since, at=row.due, now=now),
        late=row.late,
        reports=row.reports,
        children=row.children,
        who=names.get(row.assigned_to or 0, ""),
        mine=row.assigned_to == keyring.staff_id,
        desk=desks.get(row.desk_id, ""),
        opened_at=row.opened_at,
        outcome=wording.outcome(row.outcome),
        kept_long=(until := queries.kept_until(row.closed_at)) is not None and until <= now,
    )


def lines(rows: tuple[CaseLine, ...], *, keyring: Keyring, now: datetime) -> tuple[Line, ...]:
    """These cases in words; two queries."""
    names = people.staff_names(row.assigned_to for row in rows if row.assigned_to)
    desks = people.desk_names(row.desk_id for row in rows)
    return tuple(line(row, names=names, desks=desks, keyring=keyring, now=now) for row in rows)


def owed(
    rows: tuple[DutyLine, ...], promised: dict[UUID, tuple[UUID, str]], *, keyring: Keyring, now: datetime
) -> tuple[Owed, ...]:
    """What is about to expire, the earliest first: of the cases, and the answers promised in their reports."""
    names = people.staff_names(row.assigned_to for row in rows if row.assigned_to)
    found = [
        Owed(
            reference=row.reference,
            file_id=row.file_id,
            report_id=None,
            urgency=wording.urgency(row.urgency),
            what=wording.duty(row.sort, row.clock),
            where=gettext("A child's file") if row.file_sort == "child" else "",
            who=names.get(row.assigned_to or 0, ""),
            due=due,
            source=wording.source(row.clock),
        )
        for row in rows
        if (due := wording.due(since=row.since, at=row.due, now=now))
    ]
    found += [
        Owed(
            reference=promised[row.report_id][1],
            file_id=None,
            report_id=row.report_id,
            urgency=wording.urgency(row.urgency),
            what=what,
            where=row.reference,
            who="",
            due=due,
            source=None,
        )
        for row in reports.rows_of(promised, keyring=keyring)
        for what, since, at in promised_for(row)
        if (due := wording.due(since=since, at=at, now=now))
    ]
    return tuple(sorted(found, key=lambda one: one.due.at))


def promised_for(row: QueueRow) -> Iterator[tuple[str, datetime | None, datetime | None]]:
    """What is owed for a report: what, since when, until when (None: nothing)."""
    if row.source == "public":
        yield gettext("A reporter was promised an answer"), row.waiting_since, row.answer_due
    else:
        yield gettext("Somebody takes the referral"), row.received_at, row.take_due
        yield gettext("The source was promised the outcome"), row.received_at, row.answer_due

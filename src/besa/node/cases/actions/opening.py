"""Open a case from reports, add reports to it or take them out, open a child's file in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from besa.core.casework import case_clocks
from besa.core.sealing import RecordKey
from besa.core.triage import Urgency
from besa.node.cases.actions.rows import add_duty, locked_case, mark, new_file, new_reference, touch
from besa.node.cases.models import Case, Duty, File, Filed
from besa.node.cases.queries.keys import NoSuchCase
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.reports import queries as reports
from besa.node.reports.values import QueueRow

MOST = 500  # reports in one act


def open_case(
    report_ids: Sequence[UUID],
    *,
    desk_id: int,
    title: str,
    urgency: int,
    keyring: Keyring,
    now: datetime,
    submission: UUID | None = None,
) -> UUID:
    """Open a case from these reports (or from none) for one of one's own desks; returns the id of the case's file.

    The clocks that begin with a case begin: until when somebody has it, until when a provider keeps what it reported.

    Raises:
        NoSuchReport: a report is not there for this keyring.
        AlreadyWritten: the same form (`submission`) was sent before.
        NoSuchCase: `desk_id` is none of the keyring's desks.
    """
    if desk_id not in keyring.desk_ids:
        raise NoSuchCase(desk_id)
    rows = _readable(report_ids, keyring)
    with transaction.atomic():
        case = Case.objects.create(
            reference=new_reference(),
            desk_id=desk_id,
            urgency=max(0, min(3, urgency)),
            opened_by_id=keyring.staff_id,
            opened_at=now,
            changed_at=now,
        )
        file, key = new_file(
            case, File.Sort.CASE, title, desk_id=desk_id, submission=submission, keyring=keyring, now=now
        )
        mark(
            "cases.case.opened",
            file.id,
            actor=keyring.actor,
            now=now,
            case=str(case.id),
            desk=desk_id,
            urgency=case.urgency,
        )
        start_clocks(file, key, high=case.urgency >= Urgency.URGENT, keyring=keyring, now=now)
        _file(file, key, rows, keyring=keyring, now=now)
    return file.id


def add_reports(file_id: UUID, report_ids: Sequence[UUID], *, keyring: Keyring, now: datetime) -> int:
    """Add reports to the case; returns how many were not in it before.

    Raises:
        NoSuchCase, NoSuchReport
    """
    rows = _readable(report_ids, keyring)
    with transaction.atomic():
        file, key = locked_case(file_id, keyring)
        added = _file(file, key, rows, keyring=keyring, now=now)
        touch(file.case, now)
    return added


def take_report_out(file_id: UUID, report_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """End that a report belongs to the case; nothing happens to the report.

    Raises:
        NoSuchCase: no such case, or the report is not in it.
    """
    with transaction.atomic():
        file, _ = locked_case(file_id, keyring)
        removed, _ = Filed.objects.filter(case=file.case, report=report_id).delete()
        if not removed:
            raise NoSuchCase(report_id)
        touch(file.case, now)
        mark("cases.report.unfiled", file_id, actor=keyring.actor, now=now, report=str(report_id))


def open_child_file(
    file_id: UUID, *, name: str, desk_id: int, keyring: Keyring, now: datetime, submission: UUID | None = None
) -> UUID:
    """Open a child's own file in the case `file_id` belongs to, for one of one's own desks and no other.

    Raises:
        NoSuchCase: no such case, or not one of the keyring's desks.
    """
    if desk_id not in keyring.desk_ids:
        raise NoSuchCase(desk_id)
    with transaction.atomic():
        file, _ = locked_case(file_id, keyring)
        child, key = new_file(
            file.case, File.Sort.CHILD, name, desk_id=desk_id, submission=submission, keyring=keyring, now=now
        )
        mark("cases.file.made", child.id, actor=keyring.actor, now=now, case=str(file.case_id), desk=desk_id)
        start_clocks(child, key, high=file.case.urgency >= Urgency.URGENT, keyring=keyring, now=now)
        touch(file.case, now)
    return child.id


def start_clocks(file: File, key: RecordKey, *, high: bool, keyring: Keyring, now: datetime) -> None:
    """Set the deadlines that begin with a file."""
    for clock in case_clocks().values():
        if clock.starts == "opened" and clock.fits(file.sort):
            _start(file, key, clock.code, since=now, high=high, keyring=keyring, now=now)


def _start(
    file: File, key: RecordKey, code: str, *, since: datetime, high: bool, keyring: Keyring, now: datetime
) -> None:
    due = case_clocks()[code].due(since, high=high)
    add_duty(
        file,
        key,
        sort=Duty.Sort.DEADLINE,
        clock=code,
        text="",
        since=since,
        due=due,
        assigned_to=None,
        keyring=keyring,
        now=now,
    )


def _file(file: File, key: RecordKey, rows: Iterable[QueueRow], *, keyring: Keyring, now: datetime) -> int:
    already = set(Filed.objects.filter(case=file.case).values_list("report_id", flat=True))
    fresh = [row for row in rows if row.report_id not in already]
    Filed.objects.bulk_create(
        Filed(case=file.case, report_id=row.report_id, by_id=keyring.staff_id, at=now) for row in fresh
    )
    ledger.record_all(
        [
            ledger.Act(verb="cases.report.filed", object_id=str(file.id), payload={"report": str(row.report_id)})
            for row in fresh
        ],
        actor=keyring.actor,
        now=now,
    )
    # Only what a provider sent is kept there for us. Its clock began before the report reached us: where the report
    # tells when, from then; else people correct it.
    referred = [row for row in fresh if row.source != "public"]
    for clock in case_clocks().values():
        if referred and clock.starts == "report" and clock.fits(file.sort):
            span = timedelta(hours=clock.hours)
            since = min(row.kept_until - span if row.kept_until else row.received_at for row in referred)
            running = file.duties.filter(clock=clock.code, done_at=None, since__lte=since)
            if not running.exists():
                _start(file, key, clock.code, since=since, high=False, keyring=keyring, now=now)
    return len(fresh)


def _readable(report_ids: Sequence[UUID], keyring: Keyring) -> tuple[QueueRow, ...]:
    """All of them, or none: whoever adds a report must be able to open it."""
    wanted = list(dict.fromkeys(report_ids))[:MOST]
    rows = reports.rows_of(wanted, keyring=keyring)
    if missing := set(wanted) - {row.report_id for row in rows}:
        raise reports.NoSuchReport(min(missing))
    return rows


__all__ = ["MOST", "add_reports", "open_case", "open_child_file", "start_clocks", "take_report_out"]

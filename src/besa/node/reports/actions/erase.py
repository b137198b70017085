"""Erase a report: destroy its keys and content, leave a tombstone, the ledger's entries, and its id on the list of
erased reports, so that no old backup brings it back.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.core.casework import Act
from besa.node.people.keyring import Keyring
from besa.node.platform import environment, erased, jobs, ledger
from besa.node.platform.actors import REPORTER, Actor
from besa.node.reports import queries
from besa.node.reports.actions.rows import locked, locked_for_desk, require_claim, step
from besa.node.reports.models import Report, ReporterAccess
from besa.node.reports.queries import NoSuchReport
from besa.node.reports.values import ReporterHandle

DESTROY_FILE = "reports.destroy_file"
EMPTY_JOURNAL = "reports.empty_journal"


def erase_by_reporter(handle: ReporterHandle, *, actor: Actor = REPORTER, now: datetime) -> None:
    """Delete the reporter's own report.

    Raises:
        NoSuchReport: it is already gone.
    """
    with transaction.atomic():
        report = locked(handle.report_id)
        _erase(report, actor, now)


def erase_by_desk(report_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Erase a claimed report from the desk (a request for erasure that came another way)."""
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        require_claim(report, keyring)
        _erase(report, keyring.actor, now, by=keyring.staff_id)


def erase_again(*, actor: Actor, now: datetime) -> int:
    """Erase every report that is on the list of erased ones and alive; returns how many were."""
    done = 0
    for report_id in queries.alive_again():
        with suppress(NoSuchReport), transaction.atomic():
            _erase(locked(report_id), actor, now)
            done += 1
    return done


def list_tombstones() -> int:
    """Put erased reports that are missing from the list on it again; returns how many were missing."""
    return erased.note_again(environment.current().home, queries.unlisted_tombstones())


def _erase(report: Report, actor: Actor, now: datetime, by: int | None = None) -> None:
    step(report, Act.ERASE, now=now, by=by)
    files = list(report.attachments.values_list("id", flat=True))
    # The keys go first and with them everything sealed under them, in every copy made after this commit.
    report.accesses.all().delete()
    for rows in (
        report.attachments,
        report.messages,
        report.notes,
        report.sightings,
        report.sketches,
        report.labels,
        report.referrals_out,
    ):
        rows.all().delete()
    report.assessments.all().delete()
    ReporterAccess.objects.filter(report=report).delete()
    report.sealed_told = b""
    report.claimed_by_id = None
    report.reasons = []
    report.unread = report.unread_by_reporter = False
    report.waiting_since = report.answer_due = report.take_due = report.kept_until = None
    report.erased_at = now
    report.linked = False  # so that whoever links reports lets go of it
    report.save()
    ledger.record(actor=actor, verb="reports.report.erased", object_id=str(report.id), payload={"files": len(files)})
    jobs.enqueue(EMPTY_JOURNAL, now=now)
    for file_id in files:
        jobs.enqueue(DESTROY_FILE, now=now, file=str(file_id))
    # Last, and before the commit: should the machine stop in between, the list knows of a living report, which
    # `besa check` names. The other way round a backup could bring an erased one back and nobody would know.
    erased.note(environment.current().home, report.id)

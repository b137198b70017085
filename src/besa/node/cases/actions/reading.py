"""Read a file of a case, and take over what a report names: both leave their mark before anything is shown."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.node.cases import queries, seals
from besa.node.cases.actions.rows import add_entry, locked_case, locked_file, mark, touch
from besa.node.cases.models import Entry, File, Filed
from besa.node.cases.naming import named_in
from besa.node.cases.queries.keys import NoSuchCase
from besa.node.cases.queries.opened import opened
from besa.node.cases.values import CaseLine, FileRef, OpenFile
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.reports import actions as reports
from besa.node.reports import queries as of_reports

GATHERED_AT_ONCE = 50


def open_file(file_id: UUID, *, keyring: Keyring, now: datetime) -> OpenFile:
    """Everything in the file, opened for somebody of a desk with access.

    Raises:
        NoSuchCase: it does not exist for this keyring.
        SealBroken: something in it was changed.
    """
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        seen = opened(file, key, keyring=keyring, now=now)
        mark("cases.file.opened", file_id, actor=keyring.actor, now=now)
        if any(one.elsewhere for one in seen.shared.values()):
            _told(file_id, keyring, now)
    return seen


def tell_of_cases(report_id: UUID, *, keyring: Keyring, now: datetime) -> tuple[tuple[CaseLine, ...], bool]:
    """The cases one may open that hold something of a report without having it, and whether another desk has such a
    case: of that nothing more is told, and it leaves a mark. Call it for somebody who just opened the report.
    """
    with transaction.atomic():
        lines, elsewhere = queries.sharing_with(report_id, keyring=keyring, now=now)
        if elsewhere:
            _told(report_id, keyring, now)
    return lines, elsewhere


def look_up(typed: str, *, keyring: Keyring, now: datetime) -> tuple[tuple[CaseLine, FileRef], ...]:
    """The cases in which an identifier stands, as far as the keyring opens them; each file found gets its mark."""
    with transaction.atomic():
        found = queries.with_identifier(typed, keyring=keyring, now=now)
        marks = [ledger.Act(verb="cases.file.found", object_id=str(ref.file_id), payload={}) for _, ref in found]
        ledger.record_all(marks, actor=keyring.actor, now=now)
    return found


def _told(about: UUID, keyring: Keyring, now: datetime) -> None:
    mark("cases.link.told", about, actor=keyring.actor, now=now)


def gather(file_id: UUID, report_id: UUID, *, keyring: Keyring, now: datetime) -> int:
    """Open a report of the case (its own mark is left) and take over the identifiers it names; returns how many.

    Raises:
        NoSuchCase: no such case, or the report is not in it.
        NoSuchReport: it is in it, and this keyring cannot open it.
    """
    if not Filed.objects.filter(case__files=file_id, report=report_id).exists():
        raise NoSuchCase(report_id)
    with transaction.atomic():
        file, key = locked_case(file_id, keyring)
        report = reports.open_report(report_id, keyring=keyring, now=now)
        known = {
            (row.code, seals.open_entry(row.sealed, file=file.id, entry_id=row.id, sort=row.sort, key=key)["text"])
            for row in Entry.objects.filter(file=file, sort=Entry.Sort.IDENTIFIER, ended_at=None, erased_at=None)
        }
        fresh = [one for one in named_in(report, keyring=keyring) if one not in known]
        for kind, text in fresh:
            # Only its id: the page shows its number to whoever may open the report.
            typed = {"text": text, "whose": "", "about": "", "report": str(report_id)}
            add_entry(file, key, Entry.Sort.IDENTIFIER, kind, typed, submission=None, keyring=keyring, now=now)
        touch(file.case, now)
        mark("cases.report.gathered", file_id, actor=keyring.actor, now=now, report=str(report_id), found=len(fresh))
    return len(fresh)


def gather_all(file_id: UUID, *, keyring: Keyring, now: datetime) -> int:
    """`gather` for each report of the case that the keyring opens, the first GATHERED_AT_ONCE; returns how many.

    Raises:
        NoSuchCase
    """
    if queries.head(file_id, keyring=keyring).sort != File.Sort.CASE:
        raise NoSuchCase(file_id)
    filed = Filed.objects.filter(case__files=file_id).order_by("at", "id").values_list("report_id", flat=True)
    mine = of_reports.rows_of(filed, keyring=keyring)[:GATHERED_AT_ONCE]
    return sum(gather(file_id, row.report_id, keyring=keyring, now=now) for row in mine)

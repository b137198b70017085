"""What a reporter may read: with the code, and only the one conversation it opens."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from besa.core import sealing
from besa.core.casework import State
from besa.core.sealing import ReportCode, SealBroken, Turns, reporter_keys
from besa.node.platform import keyfiles
from besa.node.reports import seals, storage
from besa.node.reports.models import Attachment, Message, Report, ReporterAccess
from besa.node.reports.queries.keys import NoSuchReport
from besa.node.reports.queries.opened import files_of, messages_of
from besa.node.reports.values import Conversation, FileView, ReporterHandle

# One code at a time, though two derivations fit into memory: a flood of guesses must leave room for reports to arrive.
TURNS = Turns(at_once=1, waiting=63)


def find_by_code(code: ReportCode) -> ReporterHandle:
    """Open the conversation that `code` belongs to. As slow for a wrong code as for a right one.

    Raises:
        NoSuchReport: no report has this code (or it was deleted).
        TooBusy: too many are waiting already.
    """
    with TURNS.turn():
        keys = reporter_keys(code, pepper=keyfiles.read("public/pepper"))
    row = ReporterAccess.objects.filter(lookup=keys.lookup).first()
    if row is None:
        raise NoSuchReport("code")
    try:
        key = seals.key_by_reporter(row.sealed, report=row.report_id, reporter=keys)
    except SealBroken as error:
        raise NoSuchReport("code") from error
    return ReporterHandle(report_id=row.report_id, conversation_key=key)


def conversation(handle: ReporterHandle) -> Conversation:
    """The whole conversation, opened. Reading it marks nothing: see actions.mark_read_by_reporter.

    Raises:
        NoSuchReport: it was deleted meanwhile.
    """
    report = Report.objects.filter(pk=handle.report_id).exclude(state=State.ERASED).first()
    if report is None:
        raise NoSuchReport(handle.report_id)
    messages = messages_of(report, handle.conversation_key)
    return Conversation(
        report_id=report.id,
        reference=report.reference,
        state=report.state,
        outcome=report.outcome,
        received_at=report.received_at,
        answer_due=report.answer_due,
        read_by_desk=report.first_read_at is not None and not report.unread,
        told=seals.open_told(report.sealed_told, report=report.id, conversation=handle.conversation_key),
        files=files_of(report, handle.conversation_key)[None],
        messages=messages,
        fresh=frozenset(m.message_id for m in messages if m.side == Message.Side.DESK and m.read_at is None),
        entry=report.ledger_entry,
    )


def has_news(handle: ReporterHandle) -> bool:
    """Whether an answer waits unread."""
    return Report.objects.filter(pk=handle.report_id, unread_by_reporter=True).exists()


def reporter_file(handle: ReporterHandle, file_id: UUID) -> tuple[FileView, Iterator[bytes]]:
    """One of the reporter's own files.

    Raises:
        NoSuchReport: no such file in this report.
    """
    row = Attachment.objects.filter(report_id=handle.report_id, pk=file_id).first()
    if row is None:
        raise NoSuchReport(file_id)
    (name, media_type, size), key = seals.open_about_file(
        row.sealed_about, report=handle.report_id, file_id=file_id, conversation=handle.conversation_key
    )
    about = FileView(file_id=file_id, name=name, media_type=media_type, size=size, at=row.at)
    return about, sealing.open_file(storage.read(file_id), key=key, record="upload", file=file_id.hex)

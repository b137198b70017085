"""Talk both ways: the reporter writes more, the desk answers, each side's reading is noted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from besa.core.casework import Act, State, next_state
from besa.node.people.keyring import Keyring
from besa.node.platform import environment, ledger
from besa.node.platform.actors import REPORTER, Actor
from besa.node.reports import seals
from besa.node.reports.actions import imprints
from besa.node.reports.actions.receive import AlreadyReceived, attachments
from besa.node.reports.actions.rows import locked, locked_for_desk, reopened, require_claim, step
from besa.node.reports.clocks import answer_due
from besa.node.reports.judging import Judged, judge_message
from besa.node.reports.models import Assessment, Attachment, Message, Report
from besa.node.reports.queries.arrivals import ANSWERED, WRITTEN, message_arrived
from besa.node.reports.queries.keys import NoSuchReport, record_key
from besa.node.reports.values import ReporterHandle, SealedUpload


class TooManyFiles(Exception):
    """The report may not have this many files over its whole life. Words alone are never refused."""


def write_from_reporter(
    handle: ReporterHandle,
    text: str,
    *,
    actor: Actor,
    submission: bytes,
    now: datetime,
    files: tuple[SealedUpload, ...] = (),
) -> UUID:
    """Add the reporter's message (and files); judged like the report itself, it can raise the urgency, never lower it.

    Raises:
        AlreadyReceived: this very message came twice.
        NoSuchReport: the report was erased meanwhile.
        TooManyFiles: with these files it would have more than it may; nothing was written.
    """
    language = Report.objects.values_list("language", flat=True).filter(pk=handle.report_id).first() or "en"
    judged = judge_message(text, language=language)
    message_id = uuid4()
    sealed = seals.message(
        text,
        report=handle.report_id,
        message_id=message_id,
        side=Message.Side.REPORTER,
        conversation=handle.conversation_key,
    )
    try:
        with transaction.atomic():
            report = locked(handle.report_id)
            if files and report.files + len(files) > environment.current().report_files:
                raise TooManyFiles
            message = Message.objects.create(
                id=message_id,
                report=report,
                side=Message.Side.REPORTER,
                at=now,
                submission=submission,
                sealed_text=sealed,
            )
            rows = attachments(report.id, files, handle.conversation_key, now, message_id)
            Attachment.objects.bulk_create(rows)
            report.files += len(rows)
            imprints.keep([(report.id, judged.imprint)])
            report.linked = False
            _raise_urgency(report, judged, now)
            step(report, Act.REPORTER_WRITES, now=now)
            if report.state == State.REOPENED:
                reopened(report)
            report.unread = True
            if report.waiting_since is None:
                report.waiting_since = now
            report.answer_due = answer_due(report.waiting_since, report.urgency)
            report.save()
            ledger.record(actor=actor, verb=WRITTEN, object_id=str(report.id), payload=message_arrived(message, rows))
    except IntegrityError as error:
        if Message.objects.filter(submission=submission).exists():
            raise AlreadyReceived from error
        raise
    return message_id


def _raise_urgency(report: Report, judged: Judged, now: datetime) -> None:
    if judged.reasons:
        Assessment.objects.create(
            report=report,
            at=now,
            urgency=judged.urgency,
            reasons=list(judged.reasons),
            ruleset=judged.ruleset,
        )
    report.urgency = max(report.urgency, judged.urgency)
    report.reasons = [*report.reasons, *(rule for rule in judged.reasons if rule not in report.reasons)]


def answer(report_id: UUID, text: str, *, keyring: Keyring, submission: bytes, now: datetime) -> UUID:
    """Send the desk's answer to the reporter.

    Raises:
        NoSuchReport, NotClaimed, NotPossible, AlreadyReceived
    """
    message_id = uuid4()
    key = record_key(report_id, keyring=keyring)
    sealed = seals.message(
        text, report=report_id, message_id=message_id, side=Message.Side.DESK, conversation=key.conversation
    )
    try:
        with transaction.atomic():
            report = locked_for_desk(report_id, keyring)
            require_claim(report, keyring)
            next_state(State(report.state), Act.ANSWER)
            Message.objects.create(
                id=message_id,
                report=report,
                side=Message.Side.DESK,
                author_id=keyring.staff_id,
                at=now,
                submission=submission,
                sealed_text=sealed,
            )
            step(report, Act.ANSWER, now=now, by=keyring.staff_id)
            report.first_answered_at = report.first_answered_at or now
            report.waiting_since = report.answer_due = None
            report.unread_by_reporter = True
            report.save()
            ledger.record(actor=keyring.actor, verb=ANSWERED, object_id=str(report_id), payload=sealed)
    except IntegrityError as error:
        if Message.objects.filter(submission=submission).exists():
            raise AlreadyReceived from error
        raise
    return message_id


def mark_read_by_reporter(handle: ReporterHandle, *, actor: Actor = REPORTER, now: datetime) -> int:
    """Note that the reporter has seen every answer so far; returns how many were new."""
    with transaction.atomic():
        fresh = Message.objects.filter(report_id=handle.report_id, side=Message.Side.DESK, read_at=None).update(
            read_at=now
        )
        if fresh:
            Report.objects.filter(pk=handle.report_id).update(unread_by_reporter=False)
            ledger.record(
                actor=actor,
                verb="reports.answer.read",
                object_id=str(handle.report_id),
                payload={"new": fresh},
            )
    return fresh


__all__ = [
    "AlreadyReceived",
    "NoSuchReport",
    "TooManyFiles",
    "answer",
    "mark_read_by_reporter",
    "write_from_reporter",
]

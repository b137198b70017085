"""Take a report in: read, identify, judge, seal, commit; only then is it acknowledged.

All thinking and all slow cryptography happens in memory before the transaction begins. The transaction writes the
report, its keys, its sightings, its assessment, its ledger entry and whatever the caller binds to it, or nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from besa.core.sealing import RecordKey, ReportCode, ReporterKeys, new_record_key, reporter_keys
from besa.node.people import queries as people
from besa.node.people.queries import DeskPublic
from besa.node.platform import keyfiles, ledger
from besa.node.platform.actors import Actor
from besa.node.reports import seals
from besa.node.reports.actions import imprints
from besa.node.reports.clocks import answer_due
from besa.node.reports.judging import Judged, judge
from besa.node.reports.models import Access, Assessment, Attachment, Report, ReporterAccess
from besa.node.reports.queries.arrivals import ARRIVED, as_arrived
from besa.node.reports.values import Received, ReportValues, SealedUpload

# Crockford's base 32: no letter that is mistaken for a digit, no vowels that make words by accident.
_LETTERS = "0123456789BCDFGHJKMNPQRSTVWXYZ"
# Among millions of reports a new reference may be taken: a chance of one in 20,000 with thirty million.
_TRIES = 3


class AlreadyReceived(Exception):
    """This draft was already received (a double click, a second try after a lost line); nothing was written twice."""


class NoReceivingDesk(RuntimeError):
    """No desk receives public reports; an administrator must make one."""


def receive(
    values: ReportValues,
    *,
    actor: Actor,
    code: ReportCode,
    submission: bytes,
    now: datetime,
    also: Callable[[Received], None] | None = None,
) -> Received:
    """Seal and commit one report; when this returns, the report survives a power cut.

    `submission` (16 bytes) names the draft. `also` runs inside the transaction, for what must be true exactly when the
    report is (the public site keeps the code for its page there).

    Raises:
        AlreadyReceived: a report from this draft exists.
        NoReceivingDesk: the node is not set up.
    """
    judged = judge(values)
    keys = reporter_keys(code, pepper=keyfiles.read("public/pepper"))
    record = new_record_key()
    report = new_report(
        values,
        urgency=judged.urgency,
        reasons=judged.reasons,
        conversation=record.conversation,
        submission=submission,
        now=now,
    )
    files = attachments(report.id, values.files, record.conversation, now)
    for tries_left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                desks = _desks()
                report.desk_id = desks[0].desk_id
                report.waiting_since, report.answer_due = now, answer_due(now, judged.urgency)
                entry = ledger.record(
                    actor=actor,
                    verb=ARRIVED,
                    object_id=str(report.id),
                    payload=as_arrived(report, files, judged.urgency, judged.reasons),
                )
                report.ledger_entry = entry.name
                received = Received(
                    report_id=report.id,
                    reference=report.reference,
                    received_at=now,
                    answer_due=report.answer_due,
                    entry=entry.name,
                )
                _write(report, desks, files, judged, record, keys, now)
                if also:
                    also(received)
        except IntegrityError as error:
            if Report.objects.filter(submission=submission).exists():
                raise AlreadyReceived from error
            if not tries_left:
                raise
            report.reference = new_reference()
        else:
            return received
    raise AssertionError("unreachable")


def new_report(
    values: ReportValues,
    *,
    urgency: int,
    reasons: tuple[str, ...],
    conversation: bytes,
    submission: bytes,
    now: datetime,
    report_id: UUID | None = None,
) -> Report:
    """The row of a report that arrives now (not saved yet, without desk, clocks and ledger entry), its words sealed."""
    report_id = report_id or uuid4()
    return Report(
        id=report_id,
        reference=new_reference(),
        submission=submission,
        received_at=now,
        door=values.door,
        language=values.language,
        who=values.who,
        age_band=values.age_band,
        where=values.where,
        when=values.when,
        ongoing=values.ongoing,
        before=values.before,
        files=len(values.files),
        urgency=urgency,
        reasons=list(reasons),
        changed_at=now,
        sealed_told=seals.told(values, report=report_id, conversation=conversation),
    )


def _desks() -> tuple[DeskPublic, ...]:
    desks = people.receiving_desks()
    if not desks:
        raise NoReceivingDesk("No desk receives public reports. An administrator must mark one as receiving.")
    return desks


def _write(
    report: Report,
    desks: tuple[DeskPublic, ...],
    files: list[Attachment],
    judged: Judged,
    record: RecordKey,
    keys: ReporterKeys,
    now: datetime,
) -> None:
    report.save(force_insert=True)
    Access.objects.bulk_create(
        Access(
            report=report,
            desk_id=desk.desk_id,
            desk_key_id=desk.desk_key_id,
            sealed=seals.key_for_desk(record, report=report.id, desk_key=desk.desk_key_id, public=desk.public_key),
        )
        for desk in desks
    )
    ReporterAccess.objects.create(
        report=report,
        lookup=keys.lookup,
        sealed=seals.key_for_reporter(record, report=report.id, reporter=keys),
    )
    imprints.keep([(report.id, judged.imprint)])
    Assessment.objects.create(
        report=report, at=now, urgency=judged.urgency, reasons=list(judged.reasons), ruleset=judged.ruleset
    )
    Attachment.objects.bulk_create(files)


def attachments(
    report: UUID,
    files: tuple[SealedUpload, ...],
    conversation: bytes,
    now: datetime,
    message: UUID | None = None,
) -> list[Attachment]:
    """The rows (not saved yet) that bind sealed uploads to a report; their bytes already lie on disk."""
    return [
        Attachment(
            id=upload.file_id,
            report_id=report,
            message_id=message,
            at=now,
            sealed_size=upload.sealed_size,
            sealed_about=seals.about_file(upload, report=report, conversation=conversation),
        )
        for upload in files
    ]


def new_reference() -> str:
    """Eight letters and digits to say aloud, in two groups (39 bits); unique by constraint, and random."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"

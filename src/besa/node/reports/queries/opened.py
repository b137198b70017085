"""Put an opened report together from its rows and its record key."""

from __future__ import annotations

from besa.core.sealing import RecordKey
from besa.node.reports import seals
from besa.node.reports.models import Attachment, Report, ReporterAccess
from besa.node.reports.queries.queue import as_row
from besa.node.reports.values import (
    AssessmentView,
    FileView,
    LabelView,
    MessageView,
    NoteView,
    OpenReport,
    ReferralOutView,
    StepView,
)


def opened(report: Report, key: RecordKey) -> OpenReport:
    """Every part of `report`, opened; raises SealBroken when anything in it was changed."""
    return OpenReport(
        row=as_row(report),
        who=report.who,
        when=report.when,
        before=report.before,
        told=seals.open_told(report.sealed_told, report=report.id, conversation=key.conversation),
        files=files_of(report, key.conversation)[None],
        messages=messages_of(report, key.conversation),
        notes=_notes(report, key),
        labels=tuple(
            LabelView(code=row.code, by=row.by_id, at=row.at)
            for row in report.labels.filter(ended_at=None).order_by("id")
        ),
        steps=tuple(
            StepView(
                at=row.at,
                by=row.by_id,
                act=row.act,
                before=row.before,
                after=row.after,
                to=row.to_id,
                outcome=row.outcome,
            )
            for row in report.steps.order_by("at", "id")
        ),
        referrals_out=_referrals(report, key),
        assessments=tuple(
            AssessmentView(
                at=row.at, by=row.by_id, urgency=row.urgency, reasons=tuple(row.reasons), ruleset=row.ruleset
            )
            for row in report.assessments.order_by("at", "id")
        ),
        first_read_at=report.first_read_at,
        first_taken_at=report.first_taken_at,
        first_answered_at=report.first_answered_at,
        closed_at=report.closed_at,
        source_told_at=report.source_told_at,
        has_reporter=ReporterAccess.objects.filter(report=report).exists(),
        key=key,
    )


def messages_of(report: Report, conversation: bytes) -> tuple[MessageView, ...]:
    """The conversation in order; `report` need not be complete, only its id is used."""
    files = files_of(report, conversation)
    return tuple(
        MessageView(
            message_id=row.id,
            side=row.side,
            author=row.author_id,
            at=row.at,
            read_at=row.read_at,
            text=seals.open_message(
                row.sealed_text, report=report.id, message_id=row.id, side=row.side, conversation=conversation
            ),
            files=files.get(row.id, ()),
        )
        for row in report.messages.order_by("at", "id")
    )


def files_of(report: Report, conversation: bytes) -> dict[object, tuple[FileView, ...]]:
    """Files by the message they came with; those of the report itself under None."""
    grouped: dict[object, tuple[FileView, ...]] = {None: ()}
    for row in Attachment.objects.filter(report=report).order_by("at", "id"):
        (name, media_type, size), _ = seals.open_about_file(
            row.sealed_about, report=report.id, file_id=row.id, conversation=conversation
        )
        view = FileView(file_id=row.id, name=name, media_type=media_type, size=size, at=row.at)
        grouped[row.message_id] = (*grouped.get(row.message_id, ()), view)
    return grouped


def _notes(report: Report, key: RecordKey) -> tuple[NoteView, ...]:
    return tuple(
        NoteView(
            author=row.author_id,
            at=row.at,
            text=seals.open_note(row.sealed_text, report=report.id, note_id=row.id, desk=key.desk),
        )
        for row in report.notes.order_by("at", "id")
    )


def _referrals(report: Report, key: RecordKey) -> tuple[ReferralOutView, ...]:
    return tuple(
        ReferralOutView(
            at=row.at,
            by=row.by_id,
            authority=row.authority,
            reason=seals.open_note(row.sealed_reason, report=report.id, note_id=row.id, desk=key.desk),
        )
        for row in report.referrals_out.order_by("at", "id")
    )

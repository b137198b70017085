"""Read a report or a file of it as the desk: the moment of opening is a ledger entry, written before it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.core import sealing
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.reports import seals, storage
from besa.node.reports.actions.rows import locked_for_desk
from besa.node.reports.models import Attachment, Message
from besa.node.reports.queries.keys import NoSuchReport, record_key
from besa.node.reports.queries.opened import opened
from besa.node.reports.values import FileView, OpenReport


def open_report(report_id: UUID, *, keyring: Keyring, now: datetime) -> OpenReport:
    """Everything in the report, opened for somebody of its desk.

    Raises:
        NoSuchReport: it does not exist for this keyring.
        SealBroken: something in it was changed.
    """
    key = record_key(report_id, keyring=keyring)
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        report.first_read_at = report.first_read_at or now
        report.unread = False
        report.save(update_fields=["first_read_at", "unread"])
        seen = opened(report, key)
        Message.objects.filter(report=report, side=Message.Side.REPORTER, read_at=None).update(read_at=now)
        ledger.record(actor=keyring.actor, verb="reports.report.opened", object_id=str(report_id), payload={})
    return seen


def open_file(report_id: UUID, file_id: UUID, *, keyring: Keyring) -> tuple[FileView, Iterator[bytes]]:
    """A file's description and its plaintext, piece by piece; each piece is authentic before it is released.

    Raises:
        NoSuchReport: no such file in a report this keyring may open.
    """
    key = record_key(report_id, keyring=keyring)
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        row = Attachment.objects.filter(report=report, pk=file_id).first()
        if row is None:
            raise NoSuchReport(file_id)
        ledger.record(
            actor=keyring.actor,
            verb="reports.file.opened",
            object_id=str(report_id),
            payload={"file": str(file_id)},
        )
    (name, media_type, size), file_key = seals.open_about_file(
        row.sealed_about, report=report_id, file_id=file_id, conversation=key.conversation
    )
    about = FileView(file_id=file_id, name=name, media_type=media_type, size=size, at=row.at)
    return about, sealing.open_file(storage.read(file_id), key=file_key, record="upload", file=file_id.hex)

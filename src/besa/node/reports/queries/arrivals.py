"""What the ledger vouches for when something of a reporter's arrives: not only the words, but all that can be hidden.

Whoever writes to the database could take a file away, lower an urgency or move a report to a desk that never looks.
The digest in the entry of the arrival covers these, so `changed` finds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final
from uuid import UUID

from besa.core.casework import State
from besa.core.ledger import payload_digest
from besa.core.ledger.payloads import Plain
from besa.node.platform import ledger
from besa.node.reports.models import Assessment, Attachment, Message, Report

ARRIVED: Final = "reports.report.received"
WRITTEN: Final = "reports.message.received"
ANSWERED: Final = "reports.answer.sent"
_ANSWERS = ("door", "language", "who", "age_band", "where", "when", "ongoing", "before")
_BATCH = 500


def as_arrived(report: Report, files: Iterable[Attachment], urgency: int, reasons: Iterable[str]) -> dict[str, Plain]:
    """The payload of a report's arrival. `urgency` and `reasons` are those of the rules, which people may overrule."""
    return {
        "told": sha256(report.sealed_told).hexdigest(),
        "desk": report.desk_id,
        "received": ledger.milliseconds(report.received_at),
        "answers": {name: str(getattr(report, name)) for name in _ANSWERS},
        "files": _digests(files),
        "urgency": int(urgency),
        "reasons": list(reasons),
    }


def message_arrived(message: Message, files: Iterable[Attachment]) -> dict[str, Plain]:
    """The payload of a message of the reporter's."""
    return {"text": sha256(message.sealed_text).hexdigest(), "files": _digests(files)}


def _digests(files: Iterable[Attachment]) -> dict[str, Plain]:
    """Each file's id and the digest of what is sealed about it, its key among that."""
    return {str(file.id): sha256(file.sealed_about).hexdigest() for file in files}


def changed(*, only_open: bool = False) -> tuple[str, ...]:
    """References of reports that are not, with every message since, as the ledger says they arrived or were sent."""
    rows = Report.objects.exclude(state=State.ERASED).order_by("pk")
    if only_open:
        rows = rows.exclude(state=State.CLOSED)
    found: list[str] = []
    last: UUID | None = None
    while True:
        batch = list((rows.filter(pk__gt=last) if last else rows)[:_BATCH])
        if not batch:
            return tuple(found)
        found += _changed(batch)
        last = batch[-1].pk


def _changed(batch: list[Report]) -> list[str]:
    ids = [row.pk for row in batch]
    files: dict[tuple[UUID, UUID | None], list[Attachment]] = {}
    for file in Attachment.objects.filter(report__in=ids):
        files.setdefault((file.report_id, file.message_id), []).append(file)
    judged: dict[UUID, Assessment] = {}
    for first in Assessment.objects.filter(report__in=ids, by=None).order_by("report_id", "id"):
        judged.setdefault(first.report_id, first)
    here: dict[tuple[str, UUID], list[bytes]] = {}
    for row in batch:
        if row.pk in judged:
            by_rules = judged[row.pk]
            payload = as_arrived(row, files.get((row.pk, None), ()), by_rules.urgency, by_rules.reasons)
            here[ARRIVED, row.pk] = [payload_digest(payload)]
    for message in Message.objects.filter(report__in=ids):
        ours = message.side == Message.Side.DESK
        said = message.sealed_text if ours else message_arrived(message, files.get((message.report_id, message.pk), ()))
        digest = payload_digest(bytes(said) if isinstance(said, bytes | memoryview) else said)
        here.setdefault((ANSWERED if ours else WRITTEN, message.report_id), []).append(digest)
    seen = {verb: ledger.digests(verb, [str(pk) for pk in ids]) for verb in (ARRIVED, WRITTEN, ANSWERED)}
    return [
        row.reference
        for row in batch
        if any(sorted(here.get((verb, row.pk), [])) != sorted(seen[verb].get(str(row.pk), ())) for verb in seen)
    ]

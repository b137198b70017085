"""Give back: a referral exactly as it had arrived, and to its source what became of what it referred."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.core.casework import State
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.referrals import queries, reading
from besa.node.referrals.values import Exported
from besa.node.reports import actions as reports_actions
from besa.node.reports import queries as reports


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What a source hears about one of its reports: its own number and where it stands, nothing of its content."""

    source_id: str
    reference: str
    state: str
    outcome: str
    received_at: datetime


def export(report_id: UUID, *, keyring: Keyring, now: datetime) -> Exported:
    """The exact bytes a report was read from; the export leaves a mark before anything is given out.

    Raises:
        besa.node.reports.queries.NoSuchReport: this keyring opens no such referral.
    """
    exported = queries.raw(report_id, keyring=keyring)
    with transaction.atomic():
        ledger.record(
            actor=keyring.actor,
            verb="referrals.referral.exported",
            object_id=str(report_id),
            payload={"size": len(exported.raw)},
            now=now,
        )
    return exported


def feedback(source: str, *, keyring: Keyring, now: datetime) -> Iterator[Feedback]:
    """Where each report of a source stands, one mark for the whole list.

    Once the list is read to its end, the source counts as told the outcome of what is closed.
    """
    with transaction.atomic():
        ledger.record(
            actor=keyring.actor,
            verb="referrals.feedback.exported",
            object_id=f"source/{source}",
            payload={"source": source},
            now=now,
        )
    told = []
    for report_id in queries.of_source(source, keyring=keyring):
        for row in reports.rows_of([report_id], keyring=keyring):
            if row.state == State.CLOSED:
                told.append(report_id)
            yield Feedback(
                source_id=_number(queries.raw(report_id, keyring=keyring), source),
                reference=row.reference,
                state=row.state,
                outcome=row.outcome,
                received_at=row.received_at,
            )
    reports_actions.told_source(told, now=now)


def _number(exported: Exported, source: str) -> str:
    """The source's own number of the report, read again from its bytes; empty where nobody could read them."""
    if not exported.format:
        return ""
    for item in reading.named(exported.format).read(io.BytesIO(exported.raw), source=source):
        if item.referral is not None:
            return item.referral.source_id
    return ""

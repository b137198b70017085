"""What somebody typed on a report's page and did not send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.core.sealing import RecordKey, SealBroken
from besa.node.desk import seals
from besa.node.desk.models import Draft
from besa.node.people.keyring import Keyring


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """Unsent fields of a report's page; `labels` is None while nobody touched them; `at` when it was last kept."""

    answer: str = ""
    note: str = ""
    reason: str = ""
    labels: frozenset[str] | None = None
    at: datetime | None = None


EMPTY = DraftView()


def draft(report_id: UUID, key: RecordKey, *, keyring: Keyring) -> DraftView:
    """The draft of the one who asks. One that does not open any more (changed, or of an older key) is no draft."""
    row = Draft.objects.filter(staff=keyring.staff_id, report_id=report_id).first()
    if row is None:
        return EMPTY
    try:
        fields = seals.open_draft(bytes(row.sealed), report=row.report_id, staff=keyring.staff_id, key=key)
    except (SealBroken, ValueError):
        return EMPTY
    labels = fields.get("labels")
    return DraftView(
        answer="".join(fields.get("answer", [])),
        note="".join(fields.get("note", [])),
        reason="".join(fields.get("reason", [])),
        labels=None if labels is None else frozenset(labels),
        at=row.changed_at,
    )

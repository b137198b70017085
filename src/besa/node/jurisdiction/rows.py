"""What every act on an assessment does first and last: lock its row, open it, leave a mark."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from besa.core.ledger.payloads import Plain
from besa.core.sealing import RecordKey
from besa.node.cases import queries as cases
from besa.node.jurisdiction import casefiles, queries, seals
from besa.node.jurisdiction.models import Assessment
from besa.node.jurisdiction.queries import NoSuchAssessment
from besa.node.jurisdiction.values import OpenAssessment
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.platform.actors import Actor


def locked(assessment_id: UUID, keyring: Keyring) -> tuple[Assessment, RecordKey]:
    """The row, locked until the transaction ends, and its key as it is now; raises NoSuchAssessment."""
    row = Assessment.objects.select_for_update(no_key=True).filter(pk=assessment_id, erased_at=None).first()
    if row is None:
        raise NoSuchAssessment(assessment_id)
    return row, queries.record_key(row, keyring=keyring)


def opened(row: Assessment, key: RecordKey, keyring: Keyring) -> OpenAssessment:
    text, report = seals.open_facts(row.sealed, assessment=row.id, key=key)
    files = cases.files_open_to({row.file_id}, keyring=keyring) if row.file_id else {}
    return OpenAssessment(
        line=queries.line_of(row, files),
        described=casefiles.read(text),
        report=report,
        asked=queries.asked(row.id),
        reasons=queries.reasons_of(row.id, key=key),
        key=key,
    )


def mark(verb: str, about: UUID, *, actor: Actor, now: datetime, **payload: Plain) -> None:
    ledger.record(actor=actor, verb=verb, object_id=str(about), payload=payload, now=now)

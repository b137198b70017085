"""What changes an assessment: one public function per verb, its keyring, one transaction, one ledger entry."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from besa.core.jurisdiction import CaseFile
from besa.core.sealing import RecordKey, SecretKey, new_record_key
from besa.node.cases import queries as cases
from besa.node.cases import riders
from besa.node.jurisdiction import casefiles, queries, seals
from besa.node.jurisdiction import riders as under_assessments
from besa.node.jurisdiction.erasing import (
    EMPTY_JOURNAL,
    NeedsAnother,
    NotAsked,
    StillKept,
    ask_to_erase,
    empty,
    erase,
    erase_again,
    keep,
    list_tombstones,
)
from besa.node.jurisdiction.models import Access, Assessment, Reason
from besa.node.jurisdiction.queries import NoSuchAssessment
from besa.node.jurisdiction.rows import locked, mark, opened
from besa.node.jurisdiction.values import GONE_WITH, OpenAssessment
from besa.node.people import queries as people
from besa.node.people import rotation
from besa.node.people.keyring import Keyring
from besa.node.people.queries import DeskPublic
from besa.node.people.resealing import reseal
from besa.node.people.rotation import Batch
from besa.node.platform.actors import Actor

__all__ = [
    "EMPTY_JOURNAL", "AlreadyWritten", "NeedsAnother", "NotAsked", "StillKept", "answered", "ask_to_erase", "change",
    "describe", "erase", "erase_again", "keep", "list_tombstones", "open_assessment", "rewrap_assessments",
    "save_as_file",
]  # fmt: skip

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another

Change = Callable[[CaseFile], CaseFile]


class AlreadyWritten(Exception):
    """The same form was sent before, by a double click or a page loaded again: what it says is there."""


def describe(
    described: CaseFile,
    *,
    desk_id: int,
    file_id: UUID | None = None,
    report: str = "",
    submission: UUID | None = None,
    keyring: Keyring,
    now: datetime,
) -> UUID:
    """Keep a case across borders: for one of one's own desks, or behind the wall of a file of a case (`file_id`).

    Raises:
        NoSuchAssessment: no such desk or file for this keyring.
        AlreadyWritten: the same form (`submission`) was sent before.
    """
    if desk_id not in keyring.desk_ids:
        raise NoSuchAssessment(desk_id)
    with transaction.atomic():
        one = submission or uuid4()
        if submission and Assessment.objects.filter(pk=one).exists():
            raise AlreadyWritten
        key, sealed_key = new_record_key(), b""
        if file_id:
            try:
                file_key = cases.file_key(file_id, keyring=keyring)
            except cases.NoSuchCase as error:
                raise NoSuchAssessment(file_id) from error
            sealed_key = seals.key_for_file(key, assessment=one, file_key=file_key)
        sealed = seals.facts(casefiles.written(described), report, assessment=one, key=key)
        row = Assessment.objects.create(
            id=one,
            reference=_new_reference(),
            desk_id=desk_id,
            file_id=file_id,
            opened_by_id=keyring.staff_id,
            opened_at=now,
            changed_at=now,
            sealed_key=sealed_key,
            sealed=sealed,
        )
        if file_id is None:
            _give(row, key, desk_id)
        mark(
            "jurisdiction.assessment.described",
            one,
            actor=keyring.actor,
            now=now,
            desk=desk_id,
            file=str(file_id or ""),
            sealed=sealed.hex(),
        )
    return one


def open_assessment(assessment_id: UUID, *, keyring: Keyring, now: datetime) -> OpenAssessment:
    """Everything in it, opened, with its mark.

    Raises:
        NoSuchAssessment; SealBroken: something in it was changed.
    """
    with transaction.atomic():
        row, key = locked(assessment_id, keyring)
        mark("jurisdiction.assessment.opened", assessment_id, actor=keyring.actor, now=now)
        return opened(row, key, keyring)


def answered(assessment_id: UUID, *, law: str, able: int, perhaps: int) -> None:
    """Note which law answered last, and how many States it found: the list shows it. No content, so no mark."""
    counted = {"law": law, "able": able, "perhaps": perhaps}
    Assessment.objects.filter(pk=assessment_id, erased_at=None).exclude(**counted).update(**counted)


def change(assessment_id: UUID, what: Change, *, keyring: Keyring, now: datetime) -> OpenAssessment:
    """Change the facts: `what` is given those of this moment, so that two who change different facts lose nothing.

    Raises:
        NoSuchAssessment, SealBroken, and whatever `what` raises; then nothing is changed.
    """
    with transaction.atomic():
        row, key = locked(assessment_id, keyring)
        before = opened(row, key, keyring)
        changed = what(before.described)
        row.sealed = seals.facts(casefiles.written(changed), before.report, assessment=row.id, key=key)
        row.changed_at, row.law = now, ""
        # Another title, or a step looked through without a change, is no new question to the law.
        row.changes += casefiles.asks(changed) != casefiles.asks(before.described)
        row.save(update_fields=["sealed", "changed_at", "law", "changes"])
        sealed = row.sealed.hex()
        mark("jurisdiction.assessment.changed", assessment_id, actor=keyring.actor, now=now, sealed=sealed)
        return opened(row, key, keyring)


def save_as_file(assessment_id: UUID, *, keyring: Keyring, now: datetime) -> tuple[str, str]:
    """Its reference and the text of its case file, which then leaves the node.

    Raises: as `open_assessment`.
    """
    with transaction.atomic():
        row, key = locked(assessment_id, keyring)
        text, _report = seals.open_facts(row.sealed, assessment=row.id, key=key)
        mark("jurisdiction.assessment.saved", assessment_id, actor=keyring.actor, now=now)
    return row.reference, text


def rewrap_assessments(desk_id: int, *, keyring: Keyring, limit: int = 500) -> Iterator[Batch]:
    """Seal the keys of a desk's assessments that hang on an older desk key to its newest."""
    verb, rows = "jurisdiction.keys.rewrapped", Access.objects.all()
    return reseal(rows, _again, desk_id=desk_id, keyring=keyring, verb=verb, unit="assessments", limit=limit)


def _again(row: Access, older: SecretKey, newest: DeskPublic) -> bytes:
    one = row.assessment_id
    key = seals.key_by_desk(bytes(row.sealed), assessment=one, desk_key=row.desk_key_id, secret=older)
    return seals.key_for_desk(key, assessment=one, desk_key=newest.desk_key_id, public=newest.public_key)


class _OfFiles:
    """Assessments share the wall of the file of a case that they belong to."""

    def rekeyed(self, file_id: UUID, *, old: RecordKey, new: RecordKey) -> None:
        """A desk lost the file: what it may have kept of the older key opens nothing here either."""
        for row in Assessment.objects.select_for_update().filter(file_id=file_id, erased_at=None):
            before = seals.key_by_file(row.sealed_key, assessment=row.id, file_key=old)
            text, report = seals.open_facts(row.sealed, assessment=row.id, key=before)
            key = new_record_key()
            row.sealed_key = seals.key_for_file(key, assessment=row.id, file_key=new)
            row.sealed = seals.facts(text, report, assessment=row.id, key=key)
            row.save(update_fields=["sealed_key", "sealed"])
            for one in Reason.objects.select_for_update().filter(assessment=row):
                words = seals.open_reason(one.sealed, reason=one.id, key=before)
                one.sealed = seals.reason(words, reason=one.id, key=key)
                one.save(update_fields=["sealed"])
            under_assessments.rekeyed(row.id, old=before, new=key)

    def erased(self, file_id: UUID, *, actor: Actor, now: datetime) -> None:
        for row in Assessment.objects.select_for_update().filter(file_id=file_id, erased_at=None):
            empty(row, GONE_WITH, actor=actor, now=now)


def _give(row: Assessment, key: RecordKey, desk_id: int) -> None:
    public = people.current_desk_key(desk_id)
    sealed = seals.key_for_desk(key, assessment=row.id, desk_key=public.desk_key_id, public=public.public_key)
    Access.objects.create(assessment=row, desk_id=desk_id, desk_key_id=public.desk_key_id, sealed=sealed)


def _new_reference() -> str:
    """Eight letters and digits to say aloud, with an X before them: nobody takes it for a report or a case."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"X{letters[:4]}-{letters[4:]}"


rotation.register_relocker(rewrap_assessments, waiting=queries.under_older_keys)
riders.register("jurisdiction", _OfFiles())

"""What changes an assessment: one public function per verb, its keyring, one transaction, one ledger entry."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from besa.core.jurisdiction import CaseFile
from besa.core.ledger.payloads import Plain
from besa.core.sealing import RecordKey, SecretKey, new_record_key
from besa.node.cases import queries as cases
from besa.node.cases import riders
from besa.node.jurisdiction import casefiles, queries, seals
from besa.node.jurisdiction import riders as under_assessments
from besa.node.jurisdiction.models import Access, Assessment
from besa.node.jurisdiction.queries import NoSuchAssessment
from besa.node.jurisdiction.values import OpenAssessment
from besa.node.people import queries as people
from besa.node.people import rotation
from besa.node.people.keyring import Keyring
from besa.node.people.queries import DeskPublic
from besa.node.people.resealing import reseal
from besa.node.people.rotation import Batch
from besa.node.platform import environment, erased, jobs, ledger
from besa.node.platform.actors import Actor

EMPTY_JOURNAL = "jurisdiction.empty_journal"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another

Change = Callable[[CaseFile], CaseFile]


class AlreadyWritten(Exception):
    """The same form was sent before, by a double click or a page loaded again: what it says is there."""


class NotYours(Exception):
    """Only a lead of the desk, or whoever described it, erases an assessment."""


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
        _mark(
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
        row, key = _locked(assessment_id, keyring)
        _mark("jurisdiction.assessment.opened", assessment_id, actor=keyring.actor, now=now)
        return _opened(row, key, keyring)


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
        row, key = _locked(assessment_id, keyring)
        before = _opened(row, key, keyring)
        row.sealed = seals.facts(casefiles.written(what(before.described)), before.report, assessment=row.id, key=key)
        row.changed_at, row.law = now, ""
        row.save(update_fields=["sealed", "changed_at", "law"])
        mark = "jurisdiction.assessment.changed"
        _mark(mark, assessment_id, actor=keyring.actor, now=now, sealed=row.sealed.hex())
        return _opened(row, key, keyring)


def save_as_file(assessment_id: UUID, *, keyring: Keyring, now: datetime) -> tuple[str, str]:
    """Its reference and the text of its case file, which then leaves the node.

    Raises: as `open_assessment`.
    """
    with transaction.atomic():
        row, key = _locked(assessment_id, keyring)
        text, _report = seals.open_facts(row.sealed, assessment=row.id, key=key)
        _mark("jurisdiction.assessment.saved", assessment_id, actor=keyring.actor, now=now)
    return row.reference, text


def erase(assessment_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Erase what was described; a bare row stays.

    Raises:
        NoSuchAssessment, NotYours
        OSError: the list of erased ids could not be written, so nothing was erased.
    """
    with transaction.atomic():
        row, _key = _locked(assessment_id, keyring)
        if row.opened_by_id != keyring.staff_id and row.desk_id not in keyring.lead_of:
            raise NotYours
        _erase(row, actor=keyring.actor, now=now)


def erase_again(*, actor: Actor, now: datetime) -> int:
    """Erase each assessment that is on the list of erased ids, or whose file of a case is, and alive; how many were."""
    with transaction.atomic():
        rows = list(Assessment.objects.filter(pk__in=queries.alive_again(), erased_at=None))
        for row in rows:
            _erase(row, actor=actor, now=now)
    return len(rows)


def list_tombstones() -> int:
    """Put erased assessments that are missing from the list on it again; returns how many were missing."""
    missing = queries.unlisted_tombstones()
    for one in sorted(missing):
        erased.note(environment.current().home, one)
    return len(missing)


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
            under_assessments.rekeyed(row.id, old=before, new=key)

    def erased(self, file_id: UUID, *, actor: Actor, now: datetime) -> None:
        for row in Assessment.objects.select_for_update().filter(file_id=file_id, erased_at=None):
            _erase(row, actor=actor, now=now)


def _locked(assessment_id: UUID, keyring: Keyring) -> tuple[Assessment, RecordKey]:
    """The row, locked until the transaction ends, and its key as it is now; raises NoSuchAssessment."""
    row = Assessment.objects.select_for_update(no_key=True).filter(pk=assessment_id, erased_at=None).first()
    if row is None:
        raise NoSuchAssessment(assessment_id)
    return row, queries.record_key(row, keyring=keyring)


def _opened(row: Assessment, key: RecordKey, keyring: Keyring) -> OpenAssessment:
    text, report = seals.open_facts(row.sealed, assessment=row.id, key=key)
    files = cases.files_open_to({row.file_id}, keyring=keyring) if row.file_id else {}
    return OpenAssessment(line=queries.line_of(row, files), described=casefiles.read(text), report=report, key=key)


def _give(row: Assessment, key: RecordKey, desk_id: int) -> None:
    public = people.current_desk_key(desk_id)
    sealed = seals.key_for_desk(key, assessment=row.id, desk_key=public.desk_key_id, public=public.public_key)
    Access.objects.create(assessment=row, desk_id=desk_id, desk_key_id=public.desk_key_id, sealed=sealed)


def _erase(row: Assessment, *, actor: Actor, now: datetime) -> None:
    Access.objects.filter(assessment=row).delete()
    emptied = {"sealed": b"", "sealed_key": b"", "able": 0, "perhaps": 0, "erased_at": now}
    under_assessments.erased(row.id, actor=actor, now=now)
    Assessment.objects.filter(pk=row.id).update(**emptied)
    _mark("jurisdiction.assessment.erased", row.id, actor=actor, now=now)
    jobs.enqueue(EMPTY_JOURNAL, now=now)
    # Last, and before the commit: should the machine stop in between, `besa check` names what is listed and alive.
    erased.note(environment.current().home, row.id)


def _mark(verb: str, about: UUID, *, actor: Actor, now: datetime, **payload: Plain) -> None:
    ledger.record(actor=actor, verb=verb, object_id=str(about), payload=payload, now=now)


def _new_reference() -> str:
    """Eight letters and digits to say aloud, with an X before them: nobody takes it for a report or a case."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"X{letters[:4]}-{letters[4:]}"


rotation.register_relocker(rewrap_assessments, waiting=queries.under_older_keys)
riders.register("jurisdiction", _OfFiles())

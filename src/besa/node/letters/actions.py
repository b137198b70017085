"""What changes a letter: one public function per verb, its keyring, one transaction, one ledger entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID, uuid4

from django.db import transaction

from besa.core.formats.document import write_docx, write_pdf
from besa.core.jurisdiction.letters import Letter as Filled
from besa.core.ledger.payloads import Plain
from besa.core.sealing import RecordKey
from besa.node.cases.queries import RETENTION
from besa.node.cases.values import ERASED_AGAIN, ERASED_FOR
from besa.node.jurisdiction import queries as jurisdiction
from besa.node.jurisdiction import riders
from besa.node.jurisdiction.actions import EMPTY_JOURNAL
from besa.node.jurisdiction.values import GONE_WITH
from besa.node.letters import queries, seals
from besa.node.letters.models import Letter
from besa.node.letters.queries import NoSuchLetter
from besa.node.letters.values import Draft, Extension, Line
from besa.node.people.keyring import Keyring
from besa.node.platform import environment, erased, jobs, ledger
from besa.node.platform.actors import Actor

Format = Literal["pdf", "docx"]


class NeedsAnother(Exception):
    """A letter is erased by whoever began it, or by a lead."""


class AlreadyBegun(Exception):
    """The same form was sent before, by a double click or a page loaded again: the letter is there."""


def begin(
    draft: Draft, *, assessment_id: UUID, submission: UUID | None = None, keyring: Keyring, now: datetime
) -> UUID:
    """Begin a letter of an assessment; whoever opens the assessment opens the letter.

    Raises:
        NoSuchLetter: this keyring does not open the assessment.
        AlreadyBegun: the same form (`submission`) was sent before.
    """
    with transaction.atomic():
        one = submission or uuid4()
        if submission and Letter.objects.filter(pk=one).exists():
            raise AlreadyBegun
        try:
            key = jurisdiction.key_of(assessment_id, keyring=keyring)
        except jurisdiction.NoSuchAssessment as error:
            raise NoSuchLetter(assessment_id) from error
        sealed = seals.draft(draft, letter=one, key=key)
        Letter.objects.create(
            id=one,
            assessment_id=assessment_id,
            made_by_id=keyring.staff_id,
            made_at=now,
            changed_at=now,
            sealed=sealed,
        )
        _mark("letters.letter.begun", one, keyring.actor, now, assessment=str(assessment_id), sealed=sealed.hex())
    return one


def open_letter(letter_id: UUID, *, keyring: Keyring, now: datetime) -> Line:
    """Everything in it, with its mark.

    Raises:
        NoSuchLetter; SealBroken: something in it was changed behind the node's back.
    """
    with transaction.atomic():
        row, key = _locked(letter_id, keyring)
        _mark("letters.letter.opened", letter_id, keyring.actor, now)
        return queries.line_of(row, key)


def change(letter_id: UUID, what: Callable[[Draft], Draft], *, keyring: Keyring, now: datetime) -> Line:
    """Change it: `what` is given the draft of this moment.

    Raises:
        NoSuchLetter, SealBroken.
    """
    return _changed(letter_id, what, "letters.letter.changed", keyring=keyring, now=now)


def extend(letter_id: UUID, extension: Extension, *, keyring: Keyring, now: datetime) -> Line:
    """Note that whoever holds the data keeps them for longer.

    Raises:
        NoSuchLetter, SealBroken.
    """

    def longer(draft: Draft) -> Draft:
        return replace(draft, extensions=(*draft.extensions, extension))

    return _changed(letter_id, longer, "letters.letter.extended", keyring=keyring, now=now)


def download(
    letter_id: UUID, form: Format, filled: Callable[[Draft], Filled], *, keyring: Keyring, now: datetime
) -> tuple[Line, bytes]:
    """The letter as a file, which then leaves the node; the mark names what left by its digest.

    Raises:
        NoSuchLetter, SealBroken.
    """
    with transaction.atomic():
        row, key = _locked(letter_id, keyring)
        line = queries.line_of(row, key)
    # Outside of the transaction: writing a document takes longer than a row may stay locked.
    document = filled(line.draft).document
    data = write_pdf(document) if form == "pdf" else write_docx(document)
    with transaction.atomic():
        _locked(letter_id, keyring)
        digest = sha256(data).hexdigest()
        _mark("letters.letter.downloaded", letter_id, keyring.actor, now, format=form, digest=digest)
    return line, data


def erase(letter_id: UUID, reason: str, *, keyring: Keyring, now: datetime) -> None:
    """Erase what was written, for a reason of cases' ERASED_FOR other than retention; a bare row stays.

    Raises:
        NoSuchLetter
        NeedsAnother: only a lead, or whoever began the letter, erases it.
        ValueError: an unknown reason.
        OSError: the list of erased ids could not be written, so nothing was erased.
    """
    if reason not in ERASED_FOR or reason == RETENTION:
        raise ValueError(f"'{reason}' is no reason to erase a letter")
    with transaction.atomic():
        row, _key = _locked(letter_id, keyring)
        if not queries.may_erase(row.made_by_id, row.assessment_id, keyring=keyring):
            raise NeedsAnother
        _erase(row, reason, actor=keyring.actor, now=now)


def erase_again(*, actor: Actor, now: datetime) -> int:
    """Erase each letter that is on the list of erased ids, or whose assessment is, and alive; returns how many were."""
    with transaction.atomic():
        rows = list(Letter.objects.filter(pk__in=queries.alive_again(), erased_at=None))
        for row in rows:
            _erase(row, ERASED_AGAIN, actor=actor, now=now)
    return len(rows)


def list_tombstones() -> int:
    """Put erased letters that are missing from the list on it again; returns how many were missing."""
    return erased.note_again(environment.current().home, queries.unlisted_tombstones())


class _OfAssessments:
    """Letters share the key of their assessment, and go with it."""

    def rekeyed(self, assessment_id: UUID, *, old: RecordKey, new: RecordKey) -> None:
        for row in Letter.objects.select_for_update().filter(assessment=assessment_id, erased_at=None):
            draft = seals.open_draft(row.sealed, letter=row.id, key=old)
            row.sealed = seals.draft(draft, letter=row.id, key=new)
            row.save(update_fields=["sealed"])

    def erased(self, assessment_id: UUID, *, actor: Actor, now: datetime) -> None:
        for row in Letter.objects.select_for_update().filter(assessment=assessment_id, erased_at=None):
            _erase(row, GONE_WITH, actor=actor, now=now)


def _changed(letter_id: UUID, what: Callable[[Draft], Draft], verb: str, *, keyring: Keyring, now: datetime) -> Line:
    with transaction.atomic():
        row, key = _locked(letter_id, keyring)
        before = seals.open_draft(row.sealed, letter=row.id, key=key)
        row.sealed, row.changed_at = seals.draft(what(before), letter=row.id, key=key), now
        row.save(update_fields=["sealed", "changed_at"])
        _mark(verb, letter_id, keyring.actor, now, sealed=row.sealed.hex())
        return queries.line_of(row, key)


def _locked(letter_id: UUID, keyring: Keyring) -> tuple[Letter, RecordKey]:
    row = Letter.objects.select_for_update(no_key=True).filter(pk=letter_id, erased_at=None).first()
    if row is None:
        raise NoSuchLetter(letter_id)
    return row, queries.key_of(row, keyring=keyring)


def _erase(row: Letter, reason: str, *, actor: Actor, now: datetime) -> None:
    Letter.objects.filter(pk=row.id).update(sealed=b"", erased_at=now, erased_for=reason)
    _mark("letters.letter.erased", row.id, actor, now, reason=reason)
    jobs.enqueue(EMPTY_JOURNAL, now=now)
    # Last, and before the commit: should the machine stop in between, `besa check` names what is listed and alive.
    erased.note(environment.current().home, row.id)


def _mark(verb: str, about: UUID, actor: Actor, now: datetime, **payload: Plain) -> None:
    ledger.record(actor=actor, verb=verb, object_id=str(about), payload=payload, now=now)


riders.register("letters", _OfAssessments())

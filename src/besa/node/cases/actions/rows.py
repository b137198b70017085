"""Lock a case, check who may act on it, open the key: what every act on a case shares."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID, uuid4

from besa.core.casework import Act, State, next_state
from besa.core.ledger.payloads import Plain
from besa.core.sealing import RecordKey, new_record_key
from besa.node.cases import seals, sightings
from besa.node.cases.models import Access, Case, Duty, Entry, File, Sighting
from besa.node.cases.queries.keys import NoSuchCase, file_key
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.platform.actors import Actor


class AlreadyWritten(Exception):
    """The same form was sent before, by a double click or a page loaded again: what it says is there."""


_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another


def locked_file(file_id: UUID, keyring: Keyring) -> tuple[File, RecordKey]:
    """The file with its case, locked until the transaction ends, and its key as it is now.

    The key is opened under the lock: an act that began before the key was exchanged must not seal with the old one.

    Raises:
        NoSuchCase: this keyring opens no such file.
    """
    case_id = File.objects.filter(pk=file_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NoSuchCase(file_id)
    case = Case.objects.select_for_update().get(pk=case_id)
    key = file_key(file_id, keyring=keyring)
    file = File.objects.get(pk=file_id)
    file.case = case
    return file, key


def locked_case(file_id: UUID, keyring: Keyring) -> tuple[File, RecordKey]:
    """As `locked_file`, for acts on the case itself: those who see only a child's file have no part in them."""
    file, key = locked_file(file_id, keyring)
    if file.sort != File.Sort.CASE:
        raise NoSuchCase(file_id)
    return file, key


def step(case: Case, act: Act, *, now: datetime) -> None:
    """Move the case (not saved yet); raises NotPossible where its state does not allow that."""
    case.state = next_state(State(case.state), act)
    case.changed_at = now


def touch(case: Case, now: datetime) -> None:
    case.changed_at = now
    case.save(update_fields=["changed_at"])


def new_file(
    case: Case,
    sort: str,
    title: str,
    *,
    desk_id: int,
    submission: UUID | None,
    keyring: Keyring,
    now: datetime,
) -> tuple[File, RecordKey]:
    """A file under a fresh key, which only `desk_id` gets; raises AlreadyWritten as `add_entry`."""
    key = new_record_key()
    file_id = submission or uuid4()
    if submission and File.objects.filter(pk=file_id).exists():
        raise AlreadyWritten
    file = File.objects.create(
        id=file_id,
        case=case,
        sort=sort,
        opened_by_id=keyring.staff_id,
        opened_at=now,
        sealed_title=seals.title(title, file=file_id, key=key),
    )
    give(file, key, desk_id, keyring=keyring, now=now)
    return file, key


def give(file: File, key: RecordKey, desk_id: int, *, keyring: Keyring, now: datetime) -> None:
    """Seal the file's key to a desk's newest key."""
    public = people.current_desk_key(desk_id)
    Access.objects.create(
        file=file,
        desk_id=desk_id,
        desk_key_id=public.desk_key_id,
        given_by_id=keyring.staff_id,
        given_at=now,
        sealed=seals.key_for_desk(key, file=file.id, desk_key=public.desk_key_id, public=public.public_key),
    )


def add_entry(
    file: File,
    key: RecordKey,
    sort: str,
    code: str,
    fields: dict[str, str],
    *,
    submission: UUID | None,
    keyring: Keyring,
    now: datetime,
) -> UUID:
    """Write an entry and its mark; raises AlreadyWritten when one with the id `submission` is there."""
    entry_id = submission or uuid4()
    if submission and Entry.objects.filter(pk=entry_id).exists():
        raise AlreadyWritten
    sealed = seals.entry(fields, file=file.id, entry_id=entry_id, sort=sort, key=key)
    Entry.objects.create(id=entry_id, file=file, sort=sort, code=code, by_id=keyring.staff_id, at=now, sealed=sealed)
    Sighting.objects.bulk_create(
        Sighting(file=file, entry_id=entry_id, token=token)
        for token in sightings.tokens(fields, kind=code if sort == Entry.Sort.IDENTIFIER else "")
    )
    ledger.record(actor=keyring.actor, verb="cases.entry.written", object_id=str(file.id), payload=sealed, now=now)
    return entry_id


def add_duty(
    file: File,
    key: RecordKey,
    *,
    sort: str,
    clock: str,
    text: str,
    since: datetime,
    due: datetime | None,
    assigned_to: int | None,
    submission: UUID | None = None,
    keyring: Keyring,
    now: datetime,
) -> UUID:
    """Write a task or deadline and its mark; raises AlreadyWritten when one with the id `submission` is there."""
    duty_id = submission or uuid4()
    if submission and Duty.objects.filter(pk=duty_id).exists():
        raise AlreadyWritten
    sealed = seals.duty(text, file=file.id, duty_id=duty_id, key=key)
    Duty.objects.create(
        id=duty_id,
        file=file,
        sort=sort,
        clock=clock,
        since=since,
        due=due,
        assigned_to_id=assigned_to,
        by_id=keyring.staff_id,
        sealed=sealed,
    )
    until = due.isoformat() if due else ""
    set_as = {"sort": sort, "clock": clock, "due": until, "sealed": sealed.hex()}
    mark("cases.duty.set", file.id, actor=keyring.actor, now=now, **set_as)
    return duty_id


def mark(verb: str, about: UUID, *, actor: Actor, now: datetime, **payload: Plain) -> None:
    """Leave a mark on a file (or on a report)."""
    ledger.record(actor=actor, verb=verb, object_id=str(about), payload=payload, now=now)


def new_reference() -> str:
    """Eight letters and digits to say aloud, with a C before them, so that nobody takes a case for a report."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"C{letters[:4]}-{letters[4:]}"

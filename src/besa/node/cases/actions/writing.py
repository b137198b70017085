"""Write into a file: people, identifiers, what happened, notes, tasks, deadlines; strike out; tick off.

`submission` names the form that was sent: sent twice, it is written once (AlreadyWritten).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from besa.core.casework import case_clocks
from besa.core.identifiers import KINDS
from besa.core.triage import Urgency
from besa.node.cases.actions.rows import add_duty, add_entry, locked_file, mark, touch
from besa.node.cases.models import Duty, Entry, Sighting
from besa.node.cases.queries.keys import NoSuchCase
from besa.node.cases.values import PERSON_ROLES
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring


def add_person(
    file_id: UUID, *, role: str, name: str, about: str, keyring: Keyring, now: datetime, submission: UUID | None = None
) -> UUID:
    """Write down a person: who they are in this matter. A child stands in a child's file only.

    Raises:
        NoSuchCase, ValueError (a role that this sort of file does not have)
    """
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        if role not in PERSON_ROLES[file.sort]:
            raise ValueError(f"'{role}' does not belong into a file of the sort '{file.sort}'")
        touch(file.case, now)
        typed = {"name": name, "about": about}
        return add_entry(file, key, Entry.Sort.PERSON, role, typed, submission=submission, keyring=keyring, now=now)


def add_identifier(
    file_id: UUID,
    *,
    kind: str,
    text: str,
    whose: str,
    about: str,
    keyring: Keyring,
    now: datetime,
    submission: UUID | None = None,
) -> UUID:
    """Write down a number, address or account; `whose` is the id of a person of the same file, or empty.

    Raises:
        NoSuchCase, ValueError (an unknown kind)
    """
    if kind not in (*KINDS, "other"):
        raise ValueError(f"'{kind}' is no kind of identifier")
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        if whose and not Entry.objects.filter(file=file, sort=Entry.Sort.PERSON, pk=whose).exists():
            raise NoSuchCase(whose)
        touch(file.case, now)
        typed = {"text": text, "whose": whose, "about": about}
        return add_entry(file, key, Entry.Sort.IDENTIFIER, kind, typed, submission=submission, keyring=keyring, now=now)


def add_event(
    file_id: UUID, *, when: str, text: str, keyring: Keyring, now: datetime, submission: UUID | None = None
) -> UUID:
    """Write down what happened; `when` is a day, or a day and a time, in ISO form."""
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        touch(file.case, now)
        typed = {"when": when, "text": text}
        return add_entry(file, key, Entry.Sort.EVENT, "", typed, submission=submission, keyring=keyring, now=now)


def write_note(file_id: UUID, text: str, *, keyring: Keyring, now: datetime, submission: UUID | None = None) -> UUID:
    """Write a note for those who may open this file."""
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        touch(file.case, now)
        return add_entry(
            file, key, Entry.Sort.NOTE, "", {"text": text}, submission=submission, keyring=keyring, now=now
        )


def strike_out(file_id: UUID, entry_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Say that an entry does not hold; it stays readable, struck through. Once is enough.

    Raises:
        NoSuchCase: no such file, or no such entry in it.
    """
    with transaction.atomic():
        file, _ = locked_file(file_id, keyring)
        if _ended(Entry.objects.filter(file=file, erased_at=None), entry_id, "ended", keyring, now):
            Sighting.objects.filter(entry=entry_id).delete()  # what does not hold is not found by it
            touch(file.case, now)
            mark("cases.entry.struck", file_id, actor=keyring.actor, now=now, entry=str(entry_id))


def set_task(
    file_id: UUID,
    text: str,
    *,
    due: datetime | None,
    to: int | None,
    keyring: Keyring,
    now: datetime,
    submission: UUID | None = None,
) -> UUID:
    """Write down something to do, by when (or whenever) and by whom (or whoever has time).

    Raises:
        NoSuchCase: no such file, or `to` could not open it.
    """
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        desks = file.accesses.values_list("desk_id", flat=True)
        if to is not None and not any(to in people.members_of(desk) for desk in desks):
            raise NoSuchCase(to)
        touch(file.case, now)
        return add_duty(
            file,
            key,
            sort=Duty.Sort.TASK,
            clock="",
            text=text,
            since=now,
            due=due,
            assigned_to=to,
            submission=submission,
            keyring=keyring,
            now=now,
        )


def set_deadline(
    file_id: UUID,
    *,
    clock: str,
    text: str,
    due: datetime | None,
    keyring: Keyring,
    now: datetime,
    submission: UUID | None = None,
) -> UUID:
    """Set a deadline: by a clock of the list (`due` then moves it), or one's own (`clock` empty, `due` given).

    Raises:
        NoSuchCase; ValueError: an unknown clock, or neither clock nor time.
    """
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        known = case_clocks().get(clock)
        if clock and (known is None or known.starts == "closed" or not known.fits(file.sort)):
            raise ValueError(f"'{clock}' is no clock of a file of the sort '{file.sort}'")
        until = due or (known.due(now, high=file.case.urgency >= Urgency.URGENT) if known else None)
        if until is None:
            raise ValueError("a deadline needs a time")
        touch(file.case, now)
        return add_duty(
            file,
            key,
            sort=Duty.Sort.DEADLINE,
            clock=clock,
            text=text,
            since=now,
            due=until,
            assigned_to=None,
            submission=submission,
            keyring=keyring,
            now=now,
        )


def tick_off(file_id: UUID, duty_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Say that a task is done or a deadline kept (or no longer owed). Once is enough.

    Raises:
        NoSuchCase: no such file, or no such duty in it.
    """
    with transaction.atomic():
        file, _ = locked_file(file_id, keyring)
        if _ended(Duty.objects.filter(file=file), duty_id, "done", keyring, now):
            touch(file.case, now)
            mark("cases.duty.done", file_id, actor=keyring.actor, now=now, duty=str(duty_id))


def _ended(rows: QuerySet[Any], one: UUID, how: str, keyring: Keyring, now: datetime) -> bool:
    """Write down who ended a row (`how`: ended or done) and when; whether this was the first time."""
    row = rows.filter(pk=one)
    if not row.exists():
        raise NoSuchCase(one)
    return bool(row.filter(**{f"{how}_at": None}).update(**{f"{how}_at": now, f"{how}_by_id": keyring.staff_id}))

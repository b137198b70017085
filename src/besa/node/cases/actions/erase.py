"""Erase what lies in a case: one entry, a child's file, a whole closed case. The ledger and bare rows stay.

A file goes only when two people want it, one of them a lead. What is erased is put on the list of erased ids, so that
no old backup brings it back.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.core.sealing import RecordKey
from besa.node.cases import queries, riders, seals
from besa.node.cases.actions.rows import locked_file, mark, touch
from besa.node.cases.models import Access, Case, Duty, Entry, Erasing, File, Filed, Sighting
from besa.node.cases.queries.keys import NoSuchCase
from besa.node.cases.values import ERASED_AGAIN, ERASED_FOR
from besa.node.people import permissions
from besa.node.people.keyring import Keyring
from besa.node.platform import environment, erased, jobs
from besa.node.platform.actors import Actor

EMPTY_JOURNAL = "cases.empty_journal"


class StillOpen(Exception):
    """A case is closed before it is erased."""


class StillKept(Exception):
    """The retention is not over, so it is no reason yet."""


class NeedsAnother(Exception):
    """Two people who can both open the file are needed, at least one of them a lead."""


class NotAsked(Exception):
    """Nobody asked to erase this file, or the asking was taken back meanwhile."""


def ask_to_erase(file_id: UUID, reason: str, *, keyring: Keyring, now: datetime) -> None:
    """Ask for a file to be erased, for a reason of ERASED_FOR; nothing goes before another person agrees.

    Raises:
        NoSuchCase, StillOpen, StillKept; ValueError: an unknown reason.
    """
    with transaction.atomic():
        file, _ = locked_file(file_id, keyring)
        _require_time(file, reason, now)
        if queries.asked(file):
            return
        Erasing.objects.create(file=file, asked_by_id=keyring.staff_id, asked_at=now, reason=reason)
        mark("cases.erasing.asked", file.id, actor=keyring.actor, now=now, reason=reason)


def keep(file_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Take back, or refuse, that a file is erased.

    Raises:
        NoSuchCase, NotAsked
    """
    with transaction.atomic():
        file, _ = locked_file(file_id, keyring)
        _require_asked(file).delete()
        mark("cases.erasing.refused", file.id, actor=keyring.actor, now=now)


def erase_file(file_id: UUID, *, keyring: Keyring, now: datetime) -> int:
    """Agree to what somebody else asked for: erase the file. With a case's file go the files of its children that both
    can open. Returns how many files were erased.

    Raises:
        NoSuchCase, NotAsked, NeedsAnother, StillOpen, StillKept
        OSError: the list of erased ids could not be written, so nothing was erased.
    """
    with transaction.atomic():
        file, _ = locked_file(file_id, keyring)
        asking = _require_asked(file)
        _require_time(file, asking.reason, now)
        if not _both(file, asking.asked_by_id, keyring):
            raise NeedsAnother
        files = [file]
        if file.sort == File.Sort.CASE:
            children = File.objects.filter(case=file.case, sort=File.Sort.CHILD, erased_at=None)
            files += [child for child in children if _both(child, asking.asked_by_id, keyring, lead=False)]
        for one in files:
            _erase_file(one, asking.reason, actor=keyring.actor, now=now)
    return len(files)


def erase_entry(file_id: UUID, entry_id: UUID, reason: str, *, keyring: Keyring, now: datetime) -> int:
    """Erase an entry, and with a person the identifiers that are theirs; returns how many entries went.

    Raises:
        NoSuchCase: no such file or entry, or it is erased already.
        NeedsAnother: only a lead, or whoever wrote the entry, erases it.
        ValueError: an unknown reason, or retention, which is for whole files.
        OSError: as `erase_file`.
    """
    if reason not in ERASED_FOR or reason == queries.RETENTION:
        raise ValueError(f"'{reason}' is no reason to erase an entry")
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        entry = Entry.objects.filter(file=file, pk=entry_id, erased_at=None).first()
        if entry is None:
            raise NoSuchCase(entry_id)
        if entry.by_id != keyring.staff_id and not _leads(file, keyring):
            raise NeedsAnother
        going = [entry, *(_theirs(entry, key) if entry.sort == Entry.Sort.PERSON else ())]
        for one in going:
            _erase_entry(one, reason, actor=keyring.actor, now=now)
        touch(file.case, now)
    return len(going)


def erase_again(*, actor: Actor, now: datetime) -> int:
    """Erase each file and entry that is on the list of erased ids and alive; returns how many were."""
    alive = sorted(queries.alive_again())
    done = 0
    with transaction.atomic():
        for file in File.objects.filter(pk__in=alive, erased_at=None).select_related("case"):
            _erase_file(file, ERASED_AGAIN, actor=actor, now=now)
            done += 1
        for entry in Entry.objects.filter(pk__in=alive, erased_at=None, file__erased_at=None):
            _erase_entry(entry, ERASED_AGAIN, actor=actor, now=now)
            done += 1
    return done


def list_tombstones() -> int:
    """Put erased files and entries that are missing from the list on it again; returns how many were missing."""
    return erased.note_again(environment.current().home, queries.unlisted_tombstones())


def _erase_file(file: File, reason: str, *, actor: Actor, now: datetime) -> None:
    riders.erased(file.id, actor=actor, now=now)
    # The keys go first and with them everything sealed under them, in every copy made after this commit.
    Access.objects.filter(file=file).delete()
    Sighting.objects.filter(file=file).delete()
    Erasing.objects.filter(file=file).delete()
    Entry.objects.filter(file=file).update(sealed=b"")
    Duty.objects.filter(file=file).update(sealed=b"")
    File.objects.filter(pk=file.id).update(sealed_title=b"", erased_at=now, erased_for=reason)
    if file.sort == File.Sort.CASE:
        filed = Filed.objects.filter(case=file.case_id)
        Case.objects.filter(pk=file.case_id).update(erased_at=now, changed_at=now, reports_then=filed.count())
        filed.delete()
    mark("cases.file.erased", file.id, actor=actor, now=now, reason=reason)
    _gone(file.id, now)


def _erase_entry(entry: Entry, reason: str, *, actor: Actor, now: datetime) -> None:
    Sighting.objects.filter(entry=entry).delete()
    Entry.objects.filter(pk=entry.id).update(sealed=b"", erased_at=now)
    mark("cases.entry.erased", entry.file_id, actor=actor, now=now, entry=str(entry.id), reason=reason)
    _gone(entry.id, now)


def _gone(what: UUID, now: datetime) -> None:
    jobs.enqueue(EMPTY_JOURNAL, now=now)
    # Last, and before the commit: should the machine stop in between, `besa check` names what is listed and alive.
    erased.note(environment.current().home, what)


def _theirs(person: Entry, key: RecordKey) -> list[Entry]:
    """The identifiers of a person, and struck ones too."""
    rows = Entry.objects.filter(file=person.file_id, sort=Entry.Sort.IDENTIFIER, erased_at=None)
    opened = (
        (row, seals.open_entry(row.sealed, file=row.file_id, entry_id=row.id, sort=row.sort, key=key)) for row in rows
    )
    return [row for row, fields in opened if fields["whose"] == str(person.id)]


def _require_time(file: File, reason: str, now: datetime) -> None:
    if reason not in ERASED_FOR:
        raise ValueError(f"'{reason}' is no reason to erase a file")
    until = queries.kept_until(file.case.closed_at)
    if file.sort == File.Sort.CASE and until is None:
        raise StillOpen
    if reason == queries.RETENTION and (until is None or now < until):
        raise StillKept


def _require_asked(file: File) -> Erasing:
    asking = Erasing.objects.filter(file=file).first()
    if asking is None:
        raise NotAsked
    return asking


def _both(file: File, other: int, keyring: Keyring, *, lead: bool = True) -> bool:
    """Whether the keyring's owner and `other` are two who can open the file, one of them as a lead of its desk."""
    desks = set(Access.objects.filter(file=file).values_list("desk_id", flat=True))
    return permissions.are_two(desks, other, keyring, lead=lead)


def _leads(file: File, keyring: Keyring) -> bool:
    return Access.objects.filter(file=file, desk_id__in=keyring.lead_of).exists()

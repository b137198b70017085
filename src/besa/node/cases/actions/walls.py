"""Who may open a file: give another desk access, take a desk's access away (and with it the key it knew)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.core.sealing import RecordKey, new_record_key
from besa.node.cases import riders, seals
from besa.node.cases.actions.rows import give, locked_file, mark, touch
from besa.node.cases.models import Access, Duty, Entry, File
from besa.node.cases.queries.keys import NoSuchCase
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring


class NotLead(Exception):
    """Only a lead of a desk that may open the file decides who else may."""


class LastDesk(Exception):
    """Without this desk nobody could open the file any more."""


def give_access(file_id: UUID, desk_id: int, *, keyring: Keyring, now: datetime) -> None:
    """Let a desk open this file, and only this one: the other files of the case have keys of their own.

    Raises:
        NoSuchCase: no such file, or no such desk.
        NotLead: see there.
    """
    with transaction.atomic():
        file, key = locked_file(file_id, keyring)
        _require_lead(file, keyring)
        if Access.objects.filter(file=file, desk=desk_id).exists():
            return
        try:
            give(file, key, desk_id, keyring=keyring, now=now)
        except LookupError as error:
            raise NoSuchCase(desk_id) from error
        touch(file.case, now)
        mark("cases.access.given", file_id, actor=keyring.actor, now=now, desk=desk_id, sort=file.sort)


def take_access(file_id: UUID, desk_id: int, *, keyring: Keyring, now: datetime) -> None:
    """Take a desk's access away. The file gets a new key, so that a kept copy of the old one opens nothing of it.

    Raises:
        NoSuchCase: no such file, or the desk had no access.
        NotLead, LastDesk: see there.
    """
    with transaction.atomic():
        file, old = locked_file(file_id, keyring)
        _require_lead(file, keyring)
        desks = set(Access.objects.filter(file=file).values_list("desk_id", flat=True))
        if desk_id not in desks:
            raise NoSuchCase(desk_id)
        if not any(people.members_of(desk) for desk in desks - {desk_id}):
            raise LastDesk
        Access.objects.filter(file=file, desk=desk_id).delete()
        _change_key(file, old)
        touch(file.case, now)
        mark("cases.access.taken", file_id, actor=keyring.actor, now=now, desk=desk_id, sort=file.sort)


def _change_key(file: File, old: RecordKey) -> None:
    """Seal everything in the file under a fresh key, and that key to the newest key of each desk with access."""
    key = new_record_key()
    text = seals.open_title(file.sealed_title, file=file.id, key=old)
    file.sealed_title = seals.title(text, file=file.id, key=key)
    file.save(update_fields=["sealed_title"])
    entries = list(Entry.objects.filter(file=file, erased_at=None))
    for row in entries:
        fields = seals.open_entry(row.sealed, file=file.id, entry_id=row.id, sort=row.sort, key=old)
        row.sealed = seals.entry(fields, file=file.id, entry_id=row.id, sort=row.sort, key=key)
    Entry.objects.bulk_update(entries, ["sealed"], batch_size=500)
    duties = list(Duty.objects.filter(file=file))
    for duty in duties:
        text = seals.open_duty(duty.sealed, file=file.id, duty_id=duty.id, key=old)
        duty.sealed = seals.duty(text, file=file.id, duty_id=duty.id, key=key)
    Duty.objects.bulk_update(duties, ["sealed"], batch_size=500)
    riders.rekeyed(file.id, old=old, new=key)
    for access in Access.objects.filter(file=file):
        public = people.current_desk_key(access.desk_id)
        access.desk_key_id = public.desk_key_id
        access.sealed = seals.key_for_desk(key, file=file.id, desk_key=public.desk_key_id, public=public.public_key)
        access.save(update_fields=["desk_key_id", "sealed"])


def _require_lead(file: File, keyring: Keyring) -> None:
    if not Access.objects.filter(file=file, desk_id__in=keyring.lead_of).exists():
        raise NotLead

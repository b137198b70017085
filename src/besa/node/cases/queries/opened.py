"""Put an opened file of a case together from its rows and its key."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from besa.core.sealing import RecordKey
from besa.node.cases import seals
from besa.node.cases.models import Access, Case, Duty, Entry, File
from besa.node.cases.queries.erasures import asked, kept_until
from besa.node.cases.queries.keys import NoSuchCase
from besa.node.cases.queries.lists import lines_of
from besa.node.cases.queries.sharing import shared_by
from besa.node.cases.values import AccessView, DutyView, EntryView, FileHead, FileRef, OpenFile
from besa.node.people.keyring import Keyring


def opened(file: File, key: RecordKey, *, keyring: Keyring, now: datetime) -> OpenFile:
    """Every part of `file`, opened; raises SealBroken when anything in it was changed."""
    numbers = _numbers(file.case, keyring)
    filed = file.case.filed.order_by("at", "id") if file.sort == File.Sort.CASE else file.case.filed.none()
    return OpenFile(
        line=lines_of([file.case], keyring=keyring, now=now)[0],
        file_id=file.id,
        sort=file.sort,
        number=numbers[file.id],
        opened_at=file.opened_at,
        title=seals.open_title(file.sealed_title, file=file.id, key=key),
        entries=tuple(_entry(row, key) for row in file.entries.filter(erased_at=None).order_by("at", "id")),
        erased=file.entries.exclude(erased_at=None).count(),
        asked=asked(file),
        duties=tuple(_duty(row, key) for row in file.duties.order_by(F("due").asc(nulls_last=True), "since", "id")),
        accesses=tuple(
            AccessView(desk_id=row.desk_id, given_by=row.given_by_id, given_at=row.given_at)
            for row in Access.objects.filter(file=file).order_by("given_at", "id")
        ),
        reports=tuple(filed.values_list("report_id", flat=True)),
        shared=shared_by(file.id, keyring=keyring),
        others=tuple(
            FileRef(file_id=other, sort="child" if number else "case", number=number)
            for other, number in numbers.items()
            if other != file.id
        ),
        key=key,
    )


def _numbers(case: Case, keyring: Keyring) -> dict[UUID, int]:
    """The files of a case that the keyring opens: 0 for the case's own, then children's from 1 on.

    Numbered as far as one sees them: a gap would tell that there is another child's file.
    """
    mine = case.files.filter(accesses__desk_id__in=keyring.desk_ids).distinct().order_by("sort", "opened_at", "id")
    rows = list(mine.values_list("id", "sort"))
    own = [file for file, sort in rows if sort == File.Sort.CASE]
    children = [file for file, sort in rows if sort == File.Sort.CHILD]
    return dict.fromkeys(own, 0) | {child: number for number, child in enumerate(children, 1)}


def file_of_case(case_id: UUID, *, keyring: Keyring) -> UUID:
    """The file to begin with: the case's own, or the first child's file where only that may be opened.

    Raises:
        NoSuchCase: the keyring opens none of the case's files.
    """
    mine = File.objects.filter(case=case_id, accesses__desk_id__in=keyring.desk_ids)
    found = mine.order_by("sort", "opened_at", "id").values_list("id", flat=True).first()
    if found is None:
        raise NoSuchCase(case_id)
    return found


def _entry(row: Entry, key: RecordKey) -> EntryView:
    return EntryView(
        entry_id=row.id,
        sort=row.sort,
        code=row.code,
        by=row.by_id,
        at=row.at,
        ended_by=row.ended_by_id,
        ended_at=row.ended_at,
        fields=seals.open_entry(row.sealed, file=row.file_id, entry_id=row.id, sort=row.sort, key=key),
    )


def _duty(row: Duty, key: RecordKey) -> DutyView:
    return DutyView(
        duty_id=row.id,
        sort=row.sort,
        clock=row.clock,
        since=row.since,
        due=row.due,
        assigned_to=row.assigned_to_id,
        by=row.by_id,
        done_by=row.done_by_id,
        done_at=row.done_at,
        text=seals.open_duty(row.sealed, file=row.file_id, duty_id=row.id, key=key),
    )


def children(case_id: UUID, *, keyring: Keyring) -> tuple[FileHead, ...]:
    """The heads of the children's files of a case that the keyring opens."""
    mine = File.objects.filter(case=case_id, sort=File.Sort.CHILD, accesses__desk_id__in=keyring.desk_ids)
    found = mine.distinct().order_by("opened_at", "id").values_list("id", flat=True)
    return tuple(head(file, keyring=keyring) for file in found)


def head(file_id: UUID, *, keyring: Keyring) -> FileHead:
    """What a form about a file needs to know; nothing is opened for it.

    Raises:
        NoSuchCase: it does not exist for this keyring.
    """
    file = File.objects.filter(pk=file_id, accesses__desk_id__in=keyring.desk_ids).select_related("case").first()
    if file is None:
        raise NoSuchCase(file_id)
    desks = tuple(file.accesses.order_by("id").values_list("desk_id", flat=True))
    case = file.case
    return FileHead(
        file_id=file.id,
        case_id=case.id,
        sort=file.sort,
        number=_numbers(case, keyring)[file.id],
        reference=case.reference,
        state=case.state,
        urgency=case.urgency,
        desks=desks,
        kept_until=kept_until(case.closed_at),
        asked=asked(file),
    )

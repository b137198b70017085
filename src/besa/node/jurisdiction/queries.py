"""What can be read about assessments: lists from clear columns, keys, what was erased. Frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from besa.core.sealing import RecordKey
from besa.node.cases import queries as cases
from besa.node.jurisdiction import seals
from besa.node.jurisdiction.models import Access, Assessment, Erasing, Reason
from besa.node.jurisdiction.values import Asked, Given, Line
from besa.node.law import effects
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import environment, erased
from besa.node.platform.batching import batched

PAGE = 50
RETENTION = cases.RETENTION


class NoSuchAssessment(LookupError):
    """There is none for the one who asks: never made, erased, or other desks'; nobody can tell which."""


@dataclass(frozen=True)
class Page:
    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int


@effects.stored_assessments
def standing() -> int:
    """How many assessments there are whose answers hang on the law."""
    return Assessment.objects.filter(erased_at=None).count()


def assessments(*, keyring: Keyring, file_id: UUID | None = None, page: int = 1) -> Page:
    """One page of the assessments that the keyring opens, the last changed first; or those of one file of a case."""
    attached = Assessment.objects.filter(erased_at=None, file__isnull=False).values_list("file_id", flat=True)
    files = cases.files_open_to({file_id} if file_id else set(attached.distinct()), keyring=keyring)
    mine = Access.objects.filter(assessment=OuterRef("pk"), desk_id__in=keyring.desk_ids)
    found = Assessment.objects.filter(erased_at=None)
    found = found.filter(file_id__in=files) if file_id else found.filter(Q(Exists(mine)) | Q(file_id__in=files))
    total = found.count()
    pages = max(1, -(-total // PAGE))
    page = max(1, min(page, pages))
    rows = found.order_by("-changed_at", "id")[(page - 1) * PAGE : page * PAGE]
    return Page(tuple(line_of(row, files) for row in rows), total, page, pages)


def line(assessment_id: UUID, *, keyring: Keyring) -> Line:
    """One assessment as a line; nothing is opened for it.

    Raises:
        NoSuchAssessment
    """
    row = Assessment.objects.filter(pk=assessment_id, erased_at=None).first()
    if row is None:
        raise NoSuchAssessment(assessment_id)
    files = cases.files_open_to({row.file_id}, keyring=keyring) if row.file_id else {}
    if row.file_id not in files and not _held(assessment_id, keyring).exists():
        raise NoSuchAssessment(assessment_id)
    return line_of(row, files)


def open_to(assessment_ids: set[UUID], *, keyring: Keyring) -> frozenset[UUID]:
    """Those of these assessments that the keyring opens."""
    rows = Assessment.objects.filter(pk__in=assessment_ids, erased_at=None)
    behind = dict(rows.exclude(file=None).values_list("pk", "file_id"))
    files = cases.files_open_to(set(behind.values()), keyring=keyring)
    ours = Access.objects.filter(assessment__in=rows, desk_id__in=keyring.desk_ids)
    open_here = (one for one, file in behind.items() if file in files)
    return frozenset((*ours.values_list("assessment_id", flat=True), *open_here))


def line_of(row: Assessment, files: dict[UUID, str]) -> Line:
    return Line(
        assessment_id=row.id,
        reference=row.reference,
        desk_id=row.desk_id,
        file_id=row.file_id,
        case=files.get(row.file_id, "") if row.file_id else "",
        opened_by=row.opened_by_id,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        changes=row.changes,
        law=row.law,
        able=row.able,
        perhaps=row.perhaps,
    )


def key_of(assessment_id: UUID, *, keyring: Keyring) -> RecordKey:
    """The key of an assessment, for what other rooms keep under it.

    Raises:
        NoSuchAssessment: this keyring does not open it.
    """
    row = Assessment.objects.filter(pk=assessment_id, erased_at=None).first()
    if row is None:
        raise NoSuchAssessment(assessment_id)
    return record_key(row, keyring=keyring)


def record_key(row: Assessment, *, keyring: Keyring) -> RecordKey:
    """The key of an assessment.

    Raises:
        NoSuchAssessment: this keyring does not open it.
    """
    if row.file_id:
        try:
            file_key = cases.file_key(row.file_id, keyring=keyring)
        except cases.NoSuchCase as error:
            raise NoSuchAssessment(row.id) from error
        return seals.key_by_file(row.sealed_key, assessment=row.id, file_key=file_key)
    held = _held(row.id, keyring).values_list("sealed", "desk_key_id").first()
    if held is None:
        raise NoSuchAssessment(row.id)
    sealed, desk_key = held
    return seals.key_by_desk(sealed, assessment=row.id, desk_key=desk_key, secret=keyring.secret(desk_key))


def _held(assessment_id: UUID, keyring: Keyring) -> QuerySet[Access]:
    return Access.objects.filter(assessment=assessment_id, desk_id__in=keyring.desk_ids)


def desks_of(row: Assessment, *, keyring: Keyring) -> frozenset[int]:
    """The desks whose members open an assessment: its own, or those behind the wall of its file of a case."""
    return frozenset(cases.head(row.file_id, keyring=keyring).desks if row.file_id else (row.desk_id,))


def is_led(assessment_id: UUID, *, keyring: Keyring) -> bool:
    """Whether the keyring's owner leads a desk that opens the assessment."""
    row = Assessment.objects.filter(pk=assessment_id, erased_at=None).first()
    return row is not None and bool(desks_of(row, keyring=keyring) & keyring.lead_of)


def asked(assessment_id: UUID) -> Asked | None:
    """Who asked to erase it, if anybody did."""
    row = Erasing.objects.filter(assessment=assessment_id).first()
    return Asked(by=row.asked_by_id, at=row.asked_at, reason=row.reason) if row else None


def reasons_of(assessment_id: UUID, *, key: RecordKey) -> tuple[Given, ...]:
    """Why somebody went on beyond the daily number while it was open, the newest first."""
    rows = Reason.objects.filter(assessment=assessment_id).order_by("-at", "id")
    return tuple(
        Given(by=row.staff_id, at=row.at, code=row.code, words=seals.open_reason(row.sealed, reason=row.id, key=key))
        for row in rows
    )


def kept_long_enough(row: Assessment, now: datetime) -> bool:
    """Whether the retention of cases is over for it. One that belongs to a case is kept and goes with that."""
    return row.file_id is None and row.changed_at <= _retention_began(now)


def is_kept_long_enough(assessment_id: UUID, now: datetime) -> bool:
    """The same by its id."""
    row = Assessment.objects.filter(pk=assessment_id, erased_at=None).first()
    return row is not None and kept_long_enough(row, now)


def beyond_retention(now: datetime) -> tuple[str, ...]:
    """References of assessments of no case that nobody has changed for longer than the retention of cases."""
    rows = Assessment.objects.filter(erased_at=None, file=None, changed_at__lte=_retention_began(now))
    return tuple(rows.order_by("changed_at").values_list("reference", flat=True))


def _retention_began(now: datetime) -> datetime:
    """What nobody has changed since then was kept long enough."""
    until = cases.kept_until(now)
    assert until is not None
    return now - (until - now)


def under_older_keys(desk_id: int) -> int:
    """How many assessments of the desk still hang on an older key of it."""
    older = people.older_keys(desk_id).get(desk_id, ())
    return Access.objects.filter(desk_id=desk_id, desk_key_id__in=older).count()


def every_desk_under_older_keys() -> dict[int, int]:
    """The same for each desk that has any."""
    older = [key for keys in people.older_keys().values() for key in keys]
    rows = Access.objects.filter(desk_key_id__in=older).values_list("desk_id").annotate(number=Count("pk"))
    return dict(rows.order_by("desk_id"))


def closed_to_everybody() -> tuple[str, ...]:
    """References of assessments that belong to no case, and for which no desk has a key of its own."""
    opening = Access.objects.filter(assessment=OuterRef("pk"), desk_key__desk=F("desk"))
    lost = Assessment.objects.filter(erased_at=None, file=None).exclude(Exists(opening)).order_by("reference")
    return tuple(lost.values_list("reference", flat=True))


def alive_again() -> dict[UUID, str]:
    """References by id of assessments that are on the list of erased ids and alive: an old backup's work."""
    found: dict[UUID, str] = {}
    for some in batched(sorted(erased.read(_place()))):
        listed = Q(pk__in=some) | Q(file_id__in=some)
        found.update(Assessment.objects.filter(listed, erased_at=None).values_list("pk", "reference"))
    return found


def unlisted_tombstones() -> frozenset[UUID]:
    """Ids of erased assessments that are not on the list: it was lost, and a restore would bring them back."""
    rows = Assessment.objects.exclude(erased_at=None).values_list("pk", flat=True)
    return frozenset(rows) - erased.read(_place())


def _place() -> Path:
    return environment.current().home / erased.FILE

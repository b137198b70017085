"""What can be read about assessments: lists from clear columns, keys, what was erased. Frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from besa.core.sealing import RecordKey
from besa.node.cases import queries as cases
from besa.node.jurisdiction import seals
from besa.node.jurisdiction.models import Access, Assessment
from besa.node.jurisdiction.values import Line
from besa.node.law import effects
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import environment, erased
from besa.node.platform.batching import batched

PAGE = 50


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

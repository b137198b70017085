"""What can be read about letters: of one assessment, by whoever opens it; what was erased. Frozen values only."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.db.models import Q

from besa.core.sealing import RecordKey
from besa.node.jurisdiction import queries as jurisdiction
from besa.node.letters import seals
from besa.node.letters.models import Letter
from besa.node.letters.values import Line
from besa.node.people.keyring import Keyring
from besa.node.platform import environment, erased
from besa.node.platform.batching import batched


class NoSuchLetter(LookupError):
    """There is none for the one who asks: never begun, erased, or other desks'; nobody can tell which."""


def letters_of(assessment_id: UUID, *, key: RecordKey) -> tuple[Line, ...]:
    """The letters of an assessment that was opened, the last changed first.

    Raises:
        SealBroken: one of them was changed behind the node's back.
    """
    rows = Letter.objects.filter(assessment=assessment_id, erased_at=None).order_by("-changed_at", "id")
    return tuple(line_of(row, key) for row in rows)


def key_of(row: Letter, *, keyring: Keyring) -> RecordKey:
    """The key that opens a letter: that of its assessment.

    Raises:
        NoSuchLetter: this keyring does not open it.
    """
    try:
        return jurisdiction.key_of(row.assessment_id, keyring=keyring)
    except jurisdiction.NoSuchAssessment as error:
        raise NoSuchLetter(row.id) from error


def line_of(row: Letter, key: RecordKey) -> Line:
    return Line(
        letter_id=row.id,
        assessment_id=row.assessment_id,
        made_by=row.made_by_id,
        made_at=row.made_at,
        changed_at=row.changed_at,
        draft=seals.open_draft(row.sealed, letter=row.id, key=key),
    )


def may_erase(made_by: int, assessment_id: UUID, *, keyring: Keyring) -> bool:
    """Whether this person erases a letter: they began it, or lead a desk that opens it."""
    return made_by == keyring.staff_id or jurisdiction.is_led(assessment_id, keyring=keyring)


def alive_again() -> dict[UUID, str]:
    """Letters that are on the list of erased ids, or whose assessment is erased, and alive: an old backup's work.

    By id, with the reference of the assessment.
    """
    wanted = Q(assessment__erased_at__isnull=False)
    found: dict[UUID, str] = {}
    for listed in (wanted, *(Q(pk__in=some) for some in batched(sorted(erased.read(_place()))))):
        found.update(Letter.objects.filter(listed, erased_at=None).values_list("pk", "assessment__reference"))
    return found


def unlisted_tombstones() -> frozenset[UUID]:
    """Ids of erased letters that are not on the list: it was lost, and a restore would bring them back."""
    rows = Letter.objects.exclude(erased_at=None).values_list("pk", flat=True)
    return frozenset(rows) - erased.read(_place())


def _place() -> Path:
    return environment.current().home / erased.FILE

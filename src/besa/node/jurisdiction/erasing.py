"""Erase an assessment: two people want it, one of them a lead; its key goes, a bare row and the ledger stay.

What is erased is put on the list of erased ids, so that no old backup brings it back.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.node.cases.values import ERASED_AGAIN, ERASED_FOR
from besa.node.jurisdiction import queries
from besa.node.jurisdiction import riders as under_assessments
from besa.node.jurisdiction.models import Access, Assessment, Erasing, Reason
from besa.node.jurisdiction.rows import locked, mark
from besa.node.people import permissions
from besa.node.people.keyring import Keyring
from besa.node.platform import environment, erased, jobs
from besa.node.platform.actors import Actor

EMPTY_JOURNAL = "jurisdiction.empty_journal"


class StillKept(Exception):
    """It was not kept long enough for that to be a reason, or it belongs to a case, which says how long."""


class NeedsAnother(Exception):
    """Two people who can both open it are needed, at least one of them a lead."""


class NotAsked(Exception):
    """Nobody asked to erase it, or the asking was taken back meanwhile."""


def ask_to_erase(assessment_id: UUID, reason: str, *, keyring: Keyring, now: datetime) -> None:
    """Ask for it to be erased, for a reason of cases' ERASED_FOR; nothing goes before another person agrees.

    Raises:
        NoSuchAssessment, StillKept; ValueError: an unknown reason.
    """
    with transaction.atomic():
        row, _key = locked(assessment_id, keyring)
        _require_time(row, reason, now)
        if queries.asked(row.id):
            return
        Erasing.objects.create(assessment=row, asked_by_id=keyring.staff_id, asked_at=now, reason=reason)
        mark("jurisdiction.erasing.asked", row.id, actor=keyring.actor, now=now, reason=reason)


def keep(assessment_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Take back, or refuse, that it is erased.

    Raises:
        NoSuchAssessment, NotAsked
    """
    with transaction.atomic():
        row, _key = locked(assessment_id, keyring)
        _require_asked(row).delete()
        mark("jurisdiction.erasing.refused", row.id, actor=keyring.actor, now=now)


def erase(assessment_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Agree to what somebody else asked for: erase what was described; a bare row stays.

    Raises:
        NoSuchAssessment, NotAsked, NeedsAnother, StillKept
        OSError: the list of erased ids could not be written, so nothing was erased.
    """
    with transaction.atomic():
        row, _key = locked(assessment_id, keyring)
        asking = _require_asked(row)
        _require_time(row, asking.reason, now)
        if not permissions.are_two(queries.desks_of(row, keyring=keyring), asking.asked_by_id, keyring):
            raise NeedsAnother
        empty(row, asking.reason, actor=keyring.actor, now=now)


def erase_again(*, actor: Actor, now: datetime) -> int:
    """Erase each assessment that is on the list of erased ids, or whose file of a case is, and alive; how many were."""
    with transaction.atomic():
        rows = list(Assessment.objects.filter(pk__in=queries.alive_again(), erased_at=None))
        for row in rows:
            empty(row, ERASED_AGAIN, actor=actor, now=now)
    return len(rows)


def list_tombstones() -> int:
    """Put erased assessments that are missing from the list on it again; returns how many were missing."""
    return erased.note_again(environment.current().home, queries.unlisted_tombstones())


def empty(row: Assessment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take everything out of it, with what other rooms keep under its key."""
    under_assessments.erased(row.id, actor=actor, now=now)
    Access.objects.filter(assessment=row).delete()
    Erasing.objects.filter(assessment=row).delete()
    Reason.objects.filter(assessment=row).update(sealed=b"")
    emptied = {"sealed": b"", "sealed_key": b"", "able": 0, "perhaps": 0, "erased_at": now, "erased_for": reason}
    Assessment.objects.filter(pk=row.id).update(**emptied)
    mark("jurisdiction.assessment.erased", row.id, actor=actor, now=now, reason=reason)
    jobs.enqueue(EMPTY_JOURNAL, now=now)
    # Last, and before the commit: should the machine stop in between, `besa check` names what is listed and alive.
    erased.note(environment.current().home, row.id)


def _require_time(row: Assessment, reason: str, now: datetime) -> None:
    if reason not in ERASED_FOR:
        raise ValueError(f"'{reason}' is no reason to erase an assessment")
    if reason == queries.RETENTION and not queries.kept_long_enough(row, now):
        raise StillKept


def _require_asked(row: Assessment) -> Erasing:
    asking = Erasing.objects.filter(assessment=row).first()
    if asking is None:
        raise NotAsked
    return asking

"""What can be read of new answers: what is left of a person's day, and for those who watch, who had how many."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from besa.node.jurisdiction.models import NewAnswer, Reason
from besa.node.jurisdiction.values import NEW_ANSWERS, OVER, Line, Standing, Stated, Tally
from besa.node.people.keyring import Keyring

MONTH: Final = timedelta(days=30)
_STATED: Final = 50


def standing(*, staff_id: int, now: datetime) -> Standing:
    """How many new answers a person was given lately, and may have before a reason is asked."""
    used = NewAnswer.objects.filter(staff=staff_id, at__gt=now - OVER).aggregate(all=Sum("weight"))["all"] or 0
    reasons = Reason.objects.filter(staff=staff_id, at__gt=now - OVER).count()
    return Standing(used=used, allowed=NEW_ANSWERS * (1 + reasons))


def was_answered(line: Line) -> bool:
    """Whether the facts as they stand were answered before, to anybody: to look again is no new answer."""
    return NewAnswer.objects.filter(assessment=line.assessment_id, changes=line.changes).exists()


def waits(line: Line, *, staff_id: int, now: datetime) -> bool:
    """Whether the answer to these facts waits until this person has said why."""
    return not was_answered(line) and not standing(staff_id=staff_id, now=now).left


def tallies(*, keyring: Keyring, now: datetime) -> tuple[Tally, ...]:
    """Who was given how many in thirty days, the most first: of everybody for an administrator, of their desks'
    assessments for a lead, of oneself for all.
    """
    day: Counter[int] = Counter()
    month: Counter[int] = Counter()
    by_assessment: dict[int, Counter[UUID]] = {}
    rows = _seen_by(NewAnswer.objects.filter(at__gt=now - MONTH), keyring)
    for staff, at, weight, one in rows.values_list("staff_id", "at", "weight", "assessment_id"):
        month[staff] += weight
        day[staff] += weight if at > now - OVER else 0
        by_assessment.setdefault(staff, Counter())[one] += weight
    given = Counter(_seen_by(Reason.objects.filter(at__gt=now - MONTH), keyring).values_list("staff_id", flat=True))
    return tuple(
        Tally(
            staff_id=staff, day=day[staff], month=number, assessments=len(by_assessment[staff]),
            most=max(by_assessment[staff].values()), reasons=given[staff],
        )
        for staff, number in month.most_common()
    )  # fmt: skip


def stated(*, keyring: Keyring, now: datetime) -> tuple[Stated, ...]:
    """The reasons of thirty days that the same people may know of, the newest first."""
    rows = _seen_by(Reason.objects.filter(at__gt=now - MONTH), keyring).select_related("assessment")
    return tuple(
        Stated(
            staff_id=row.staff_id, at=row.at, code=row.code, assessment_id=row.assessment_id,
            reference=row.assessment.reference,
        )
        for row in rows.order_by("-at", "id")[:_STATED]
    )  # fmt: skip


def _seen_by(rows: QuerySet[Any], keyring: Keyring) -> QuerySet[Any]:
    if keyring.is_administrator:
        return rows
    return rows.filter(Q(staff=keyring.staff_id) | Q(assessment__desk__in=keyring.lead_of))

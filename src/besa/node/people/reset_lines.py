"""What our pages show about giving people access again: what waits for a second administrator, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from besa.node.people import permissions
from besa.node.people.models import Reset, Staff
from besa.node.platform.actors import Actor

TOLD_FOR = timedelta(days=90)


@dataclass(frozen=True)
class ResetLine:
    """`asked_by` is empty when it was the operator of the machine; `done_by` when nobody else confirmed it."""

    reset_id: int
    kind: str
    name: str
    pseudonym: str
    asked_by_id: int | None
    asked_by: str
    asked_at: datetime
    until: datetime
    done_by: str
    done_at: datetime | None
    seen_at: datetime | None


def waiting(now: datetime, *, staff_id: int | None = None) -> tuple[ResetLine, ...]:
    """What can be confirmed now, about everybody or one person, oldest first."""
    rows = Reset.objects.filter(done_at=None, until__gt=now, asked_by__is_active=True, asked_by__is_administrator=True)
    if staff_id is not None:
        rows = rows.filter(person=staff_id)
    return tuple(_line(row) for row in rows.select_related("person", "asked_by", "done_by").order_by("asked_at"))


def done(staff_id: int, now: datetime) -> tuple[ResetLine, ...]:
    """What was done to an account in the last 90 days, newest first."""
    rows = Reset.objects.filter(person=staff_id, done_at__gt=now - TOLD_FOR)
    return tuple(_line(row) for row in rows.select_related("person", "asked_by", "done_by").order_by("-done_at"))


def must_be_told(staff_id: int, now: datetime) -> bool:
    """Whether the person has not read of something that was done, or something waits to be done."""
    unread = any(line.seen_at is None for line in done(staff_id, now))
    return unread or bool(waiting(now, staff_id=staff_id))


def way(actor: Actor, staff_id: int) -> str:
    """How `actor` can give this person access again: alone, ask (a second one), or machine (nobody could confirm)."""
    if not permissions.needs_second(actor):
        return "alone"
    person = Staff.objects.get(pk=staff_id)
    return "ask" if permissions.who_may_confirm(actor, person).exists() else "machine"


def _line(row: Reset) -> ResetLine:
    return ResetLine(
        reset_id=row.pk,
        kind=row.kind,
        name=row.person.display_name,
        pseudonym=row.person.pseudonym,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.display_name if row.asked_by else "",
        asked_at=row.asked_at,
        until=row.until,
        done_by=row.done_by.display_name if row.done_by else "",
        done_at=row.done_at,
        seen_at=row.seen_at,
    )

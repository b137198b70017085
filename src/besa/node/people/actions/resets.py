"""Give somebody access again: by two administrators together, or by one where the node has no other."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from besa.node.people import permissions
from besa.node.people.actions.accounts import Invitation, Start, end_sessions, new_start, start_over
from besa.node.people.models import Grant, Reset, Staff
from besa.node.people.permissions import require_administrator, require_self
from besa.node.people.problems import NeedsSecond, NobodyToConfirm, NotWaiting, OwnRequest, PeopleProblem
from besa.node.platform import ledger
from besa.node.platform.actors import Actor

OPEN_FOR = timedelta(hours=24)
_VERBS = {
    Reset.Kind.PASSWORD: "people.password.reset",
    Reset.Kind.FACTORS: "people.factor.reset",
    Reset.Kind.REOPEN: "people.staff.reactivated",
}


def reset_password(staff_id: int, *, actor: Actor) -> Invitation:
    """Give someone who forgot theirs a new starting password. Their keys are gone; their desks give them again.

    Raises:
        NotAllowed: the actor is no administrator.
        NeedsSecond: there is another administrator; ask with `ask_for_reset`.
    """
    return _given(_alone(staff_id, Reset.Kind.PASSWORD, actor))


def reset_factors(staff_id: int, *, actor: Actor) -> None:
    """Remove every second step of someone who lost theirs; they set up a new one when they next sign in.

    Raises:
        NotAllowed: the actor is no administrator.
        NeedsSecond: there is another administrator; ask with `ask_for_reset`.
    """
    _alone(staff_id, Reset.Kind.FACTORS, actor)


def reactivate_staff(staff_id: int, *, actor: Actor) -> Invitation:
    """Open a closed account again, with a new starting password and no keys.

    Raises:
        NotAllowed: the actor is no administrator.
        NeedsSecond: there is another administrator; ask with `ask_for_reset`.
    """
    return _given(_alone(staff_id, Reset.Kind.REOPEN, actor))


@transaction.atomic
def ask_for_reset(staff_id: int, kind: str, *, actor: Actor) -> int:
    """Ask a second administrator to confirm; returns the number of the request. An older open one is replaced.

    Raises:
        NotAllowed: the actor is no administrator.
        NobodyToConfirm: the only other administrator is the person it is about.
    """
    require_administrator(actor)
    person = _locked(staff_id, kind)
    if not permissions.who_may_confirm(actor, person).exists():
        raise NobodyToConfirm
    now = timezone.now()
    asker = Staff.objects.get(pseudonym=actor.pseudonym)
    Reset.objects.filter(person=person, kind=kind, done_at=None).delete()
    asked = Reset.objects.create(person=person, kind=kind, asked_by=asker, asked_at=now, until=now + OPEN_FOR)
    _mark("people.reset.asked", person, actor, kind)
    return asked.pk


def confirm_reset(reset_id: int, *, actor: Actor) -> Invitation | None:
    """Do what another administrator asked for less than a day ago; returns the invitation where there is one.

    Raises:
        NotAllowed: the actor is no administrator.
        NotWaiting: it is done, withdrawn or too old, or whoever asked is no administrator any more.
        OwnRequest: the actor asked for it, or it is about them.
    """
    require_administrator(actor)
    before = _waiting(reset_id, timezone.now())
    start = _start(before.person_id, before.kind)
    with transaction.atomic():
        person = _locked(before.person_id, before.kind)
        asked = _waiting(reset_id, timezone.now())
        asker = asked.asked_by
        if asker is None or actor.pseudonym in {asker.pseudonym, person.pseudonym}:
            raise OwnRequest
        _mark("people.reset.confirmed", person, actor, asked.kind, asked_by=asker.pseudonym)
        invitation = _carry_out(person, asked.kind, start, actor)
        asked.done_by = Staff.objects.get(pseudonym=actor.pseudonym)
        asked.done_at = timezone.now()
        asked.save()
    return invitation


@transaction.atomic
def withdraw_reset(reset_id: int, *, actor: Actor) -> None:
    """Take a request back, or refuse it; any administrator can, and so can the person it is about.

    Raises:
        NotAllowed: the actor is neither.
        NotWaiting: it is done, withdrawn or too old.
    """
    asked = _waiting(reset_id, timezone.now())
    if actor != asked.person.actor:
        require_administrator(actor)
    _locked(asked.person_id, asked.kind)
    asked = _waiting(reset_id, timezone.now())  # again: it may have been confirmed while this one waited
    _mark("people.reset.withdrawn", asked.person, actor, asked.kind)
    asked.delete()


@transaction.atomic
def mark_resets_seen(staff_id: int, *, actor: Actor) -> None:
    """The person has read what was done to their account."""
    person = Staff.objects.get(pk=staff_id)
    require_self(actor, person)
    if Reset.objects.filter(person=person, seen_at=None).exclude(done_at=None).update(seen_at=timezone.now()):
        _mark("people.reset.seen", person, actor, "")


def _alone(staff_id: int, kind: str, actor: Actor) -> Invitation | None:
    require_administrator(actor)
    if permissions.needs_second(actor):
        raise NeedsSecond
    start = _start(staff_id, kind)
    with transaction.atomic():
        person = _locked(staff_id, kind)
        if permissions.needs_second(actor):  # again, now that nobody else writes about this person
            raise NeedsSecond
        now = timezone.now()
        Reset.objects.filter(person=person, kind=kind, done_at=None).delete()
        who = Staff.objects.filter(pseudonym=actor.pseudonym).first()  # none: the operator of the machine
        Reset.objects.create(person=person, kind=kind, asked_by=who, asked_at=now, until=now, done_at=now)
        return _carry_out(person, kind, start, actor)


def _carry_out(person: Staff, kind: str, start: Start | None, actor: Actor) -> Invitation | None:
    invitation = None
    if kind == Reset.Kind.FACTORS:
        from allauth.mfa.models import Authenticator

        Authenticator.objects.filter(user=person).delete()
        person.totp_step = 0
        person.save(update_fields=["totp_step"])
    elif start is not None:
        person.is_active = True
        Grant.objects.filter(staff=person).delete()
        invitation = start_over(person, start, actor=actor)
    end_sessions(person.pk)
    _mark(_VERBS[Reset.Kind(kind)], person, actor, kind)
    return invitation


def _start(staff_id: int, kind: str) -> Start | None:
    """Slow, so before the transaction."""
    if kind == Reset.Kind.FACTORS:
        return None
    return new_start(Staff.objects.get(pk=staff_id).pseudonym)


def _locked(staff_id: int, kind: str) -> Staff:
    """The person, who must have an open account, or for `reopen` a closed one."""
    person = Staff.objects.select_for_update().filter(pk=staff_id, is_active=kind != Reset.Kind.REOPEN).first()
    if person is None:
        raise PeopleProblem
    return person


def _waiting(reset_id: int, now: datetime) -> Reset:
    row = Reset.objects.select_related("person", "asked_by").filter(pk=reset_id, done_at=None, until__gt=now).first()
    if row is None:
        raise NotWaiting
    if row.asked_by is None or not permissions.is_administrator(row.asked_by):
        raise NotWaiting
    return row


def _given(invitation: Invitation | None) -> Invitation:
    assert invitation is not None
    return invitation


def _mark(verb: str, person: Staff, actor: Actor, kind: str, *, asked_by: str = "") -> None:
    payload = {"kind": kind, "asked_by": asked_by, "at": str(timezone.now())}
    ledger.record(actor=actor, verb=verb, object_id=person.pseudonym, payload=payload)

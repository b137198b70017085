"""Desks and their members: make, grant, end, recover."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from besa.core.ledger.payloads import Plain
from besa.core.sealing import SealBroken, SecretKey, ShareProblem, combine_shares
from besa.node.people import keys, rotation, statements
from besa.node.people.actions.accounts import end_sessions
from besa.node.people.keyring import Keyring
from besa.node.people.models import Desk, DeskKey, Grant, Membership, Staff
from besa.node.people.permissions import require_administrator, require_lead, require_reader_of_public_reports
from besa.node.people.problems import (
    DeskNameTaken,
    KeyChanged,
    KeyNotHeld,
    LastMember,
    NoKeyYet,
    NotAMember,
    SharesDoNotFit,
)
from besa.node.people.queries import current_desk_key, members_of
from besa.node.platform import ledger
from besa.node.platform.actors import Actor


@transaction.atomic
def create_desk(*, actor: Actor, slug: str, name: str, kind: str, receives_public: bool, first_member_id: int) -> int:
    """Make a desk with its first member as lead; returns its id. The administrator who makes it gets no key by that.

    Raises:
        DeskNameTaken: the short name is in use.
        NoKeyYet: the first member has not signed in yet.
        NotReader: public reports would arrive, and the actor cannot read them today.
    """
    require_administrator(actor)
    if receives_public:
        require_reader_of_public_reports(actor)
    if Desk.objects.filter(slug=slug).exists():
        raise DeskNameTaken
    person = _with_key(first_member_id)
    now = timezone.now()
    desk = Desk.objects.create(slug=slug, name=name.strip(), kind=kind, receives_public=receives_public, created_at=now)
    Membership.objects.create(desk=desk, staff=person, role=Membership.Role.LEAD, since=now)
    version = rotation.new_version(desk, holders=[person], actor=actor)
    statements.state(statements.of_desk(desk), actor=actor)
    statements.state(statements.of_membership(desk.pk, person.pseudonym, Membership.Role.LEAD), actor=actor)
    ledger.record(
        actor=actor,
        verb="people.desk.created",
        object_id=f"desk-{desk.pk}",
        payload={"slug": slug, "kind": kind, "key": version.public.fingerprint, "lead": person.pseudonym},
    )
    return desk.pk


@transaction.atomic
def change_desk(desk_id: int, *, actor: Actor, name: str, kind: str, receives_public: bool) -> None:
    """Rename a desk, or change what it is for.

    Raises:
        NotReader: public reports would begin to arrive, and the actor cannot read them today.
    """
    require_administrator(actor)
    desk = Desk.objects.select_for_update().get(pk=desk_id)
    if receives_public and not desk.receives_public:
        require_reader_of_public_reports(actor)
    desk.name, desk.kind, desk.receives_public = name.strip(), kind, receives_public
    desk.save()
    statements.state(statements.of_desk(desk), actor=actor)
    ledger.record(
        actor=actor,
        verb="people.desk.changed",
        object_id=f"desk-{desk.pk}",
        payload={"name": desk.name, "kind": kind, "receives_public": receives_public},
    )


@transaction.atomic
def grant_membership(
    desk_id: int,
    staff_id: int,
    *,
    keyring: Keyring,
    role: str = Membership.Role.MEMBER,
    fingerprint: str | None = None,
) -> None:
    """Give someone the desk's keys, all versions the giver holds; also again, after a password reset.

    `fingerprint` is what the two people compared, when they did.

    Raises:
        NotAllowed: the giver neither leads the desk nor is an administrator.
        KeyNotHeld: the giver does not hold the newest key.
        NoKeyYet: the receiver has not signed in yet.
        KeyChanged: the receiver's key is not the one that was compared.
    """
    require_lead(keyring, desk_id)
    rotation.lock(desk_id)
    # Asked again under the lock: the giver may have been removed since this request began.
    if desk_id not in keyring.desk_ids or keyring.staff_id not in members_of(desk_id):
        raise KeyNotHeld
    person = _with_key(staff_id)
    if fingerprint is not None and fingerprint != person.fingerprint:
        raise KeyChanged
    _, new = Membership.objects.update_or_create(
        desk_id=desk_id,
        staff=person,
        defaults={"role": role},
        create_defaults={"role": role, "since": timezone.now()},
    )
    held = DeskKey.objects.filter(desk=desk_id, grants__staff=keyring.staff_id)
    versions = {version: keyring.secret(version.pk) for version in held}
    _seal_all(versions, person)
    statements.state(statements.of_membership(desk_id, person.pseudonym, role), actor=keyring.actor)
    ledger.record(
        actor=keyring.actor,
        verb="people.membership.granted" if new else "people.membership.renewed",
        object_id=f"desk-{desk_id}",
        payload=_receipt(person, versions),
    )


@transaction.atomic
def remove_member(desk_id: int, staff_id: int, *, keyring: Keyring) -> None:
    """End a membership: the leaver's keys are deleted, their sessions end, and the desk gets a new key.

    Raises:
        NotAMember: they are none.
        LastMember: nobody else holds the key.
    """
    if staff_id != keyring.staff_id:
        require_lead(keyring, desk_id)
    rotation.lock(desk_id)
    membership = Membership.objects.filter(desk=desk_id, staff=staff_id).select_related("staff").first()
    if membership is None:
        raise NotAMember
    newest = current_desk_key(desk_id).desk_key_id
    holders = Grant.objects.filter(desk_key=newest)
    if holders.filter(staff=staff_id).exists() and not holders.exclude(staff=staff_id).exists():
        raise LastMember
    membership.delete()
    version = rotation.rotate_without(desk_id, membership.staff, actor=keyring.actor)
    statements.state(statements.of_membership(desk_id, membership.staff.pseudonym, ""), actor=keyring.actor)
    end_sessions(staff_id)
    ledger.record(
        actor=keyring.actor,
        verb="people.membership.ended",
        object_id=f"desk-{desk_id}",
        payload={"leaver": membership.staff.pseudonym, "key": version.public.fingerprint},
    )


@dataclass(frozen=True)
class Relocked:
    """What a press did: `done` records; `left` still hang on an older key, and `not_held` and `broken` of them for good
    reason: this person lacks that key, or nobody's key opens them."""

    done: int
    left: int
    not_held: int
    broken: int

    @property
    def again(self) -> int:
        """How many another press would do."""
        return max(0, self.left - self.not_held - self.broken)


def relock_records(desk_id: int, *, keyring: Keyring, seconds: float = 5.0) -> Relocked:
    """Seal records that still hang on older keys of the desk to the newest one, and say what is left and why.

    Works for about `seconds`, in batches, each a transaction of the room that owns the records, with its own marks.

    Raises:
        KeyNotHeld: the person does not hold the newest key.
    """
    if desk_id not in keyring.desk_ids:
        raise KeyNotHeld
    deadline = time.monotonic() + seconds
    done = not_held = broken = 0
    for batch in rotation.relock(desk_id, keyring):
        done, not_held, broken = done + batch.done, not_held + batch.not_held, broken + batch.broken
        if time.monotonic() > deadline:
            break
    return Relocked(done=done, left=rotation.waiting(desk_id), not_held=not_held, broken=broken)


@transaction.atomic
def recover_desk(desk_id: int, staff_id: int, *, actor: Actor, shares: Sequence[str]) -> None:
    """Restore every key version of a desk from two printed recovery shares and give them to one person, as lead.

    Raises:
        SharesDoNotFit: fewer than two, mistyped, or another node's.
        NoKeyYet: the person has not signed in yet.
    """
    require_administrator(actor)
    rotation.lock(desk_id)
    person = _with_key(staff_id)
    versions = _versions_from_shares(desk_id, shares)
    Membership.objects.update_or_create(
        desk_id=desk_id,
        staff=person,
        defaults={"role": Membership.Role.LEAD},
        create_defaults={"role": Membership.Role.LEAD, "since": timezone.now()},
    )
    _seal_all(versions, person)
    statements.state(statements.of_membership(desk_id, person.pseudonym, Membership.Role.LEAD), actor=actor)
    ledger.record(
        actor=actor,
        verb="people.desk.recovered",
        object_id=f"desk-{desk_id}",
        payload=_receipt(person, versions),
    )


def _versions_from_shares(desk_id: int, shares: Sequence[str]) -> dict[DeskKey, SecretKey]:
    try:
        recovery = keys.recovery_key(combine_shares(list(shares)))
        return {
            version: keys.open_from_recovery(bytes(version.recovery_sealed), by=recovery, desk=version.public)
            for version in DeskKey.objects.filter(desk=desk_id)
        }
    except (ShareProblem, SealBroken) as error:
        raise SharesDoNotFit from error


def _seal_all(versions: dict[DeskKey, SecretKey], person: Staff) -> None:
    public = person.public
    assert public is not None
    for version, secret in versions.items():
        sealed = keys.grant_to(public, secret, pseudonym=person.pseudonym)
        Grant.objects.update_or_create(desk_key=version, staff=person, defaults={"sealed": sealed})


def _with_key(staff_id: int) -> Staff:
    person = Staff.objects.get(pk=staff_id, is_active=True)
    if person.public is None:
        raise NoKeyYet
    return person


def _receipt(person: Staff, versions: dict[DeskKey, SecretKey]) -> dict[str, Plain]:
    """Whose public key which secrets were sealed to: enough to notice a swapped key later."""
    public = person.public
    return {
        "to": person.pseudonym,
        "public_key": public.fingerprint if public else "",
        "versions": [version.public.fingerprint for version in versions],
    }

"""The keys one colleague may use during one request: their own secret, and through it the keys of their desks."""

from __future__ import annotations

from dataclasses import dataclass, field

from besa.core.sealing import SealBroken, SecretKey
from besa.node.people import keys
from besa.node.people.models import DeskKey, Grant, Membership, Staff
from besa.node.people.problems import KeyNotHeld
from besa.node.platform.actors import Actor


@dataclass(frozen=True)
class Keyring:
    """Lives in memory only. `desk_ids` are the desks whose newest key this person was given.

    A member who waits for the key (a new password, a restored account) is in none: they see not even the metadata.
    """

    actor: Actor
    staff_id: int
    desk_ids: frozenset[int]
    lead_of: frozenset[int]
    is_administrator: bool
    is_auditor: bool
    is_lawyer: bool
    own: SecretKey = field(repr=False)
    _opened: dict[int, SecretKey] = field(default_factory=dict, repr=False, compare=False)

    def secret(self, desk_key_id: int) -> SecretKey:
        """The secret of one version of a desk's key.

        Raises:
            KeyNotHeld: this person was never given it, or it was taken away; or the rows were tampered with.
        """
        if desk_key_id not in self._opened:
            grant = Grant.objects.select_related("desk_key").filter(desk_key=desk_key_id, staff=self.staff_id).first()
            if grant is None:
                raise KeyNotHeld
            try:
                self._opened[desk_key_id] = keys.open_grant(
                    bytes(grant.sealed), by=self.own, desk=grant.desk_key.public, pseudonym=self.actor.pseudonym
                )
            except SealBroken as error:
                raise KeyNotHeld from error
        return self._opened[desk_key_id]


def keyring_of(staff: Staff, secret: SecretKey) -> Keyring:
    """The keyring of someone whose own secret has just been opened. Two queries."""
    newest = dict(DeskKey.objects.order_by("version").values_list("desk_id", "pk"))
    held = set(Grant.objects.filter(staff=staff, desk_key__in=newest.values()).values_list("desk_key_id", flat=True))
    roles = dict(Membership.objects.filter(staff=staff).values_list("desk_id", "role"))
    desk_ids = frozenset(desk for desk in roles if newest.get(desk) in held)
    return Keyring(
        actor=staff.actor,
        staff_id=staff.pk,
        desk_ids=desk_ids,
        lead_of=frozenset(desk for desk in desk_ids if roles[desk] == Membership.Role.LEAD),
        is_administrator=staff.is_administrator,
        is_auditor=staff.is_auditor,
        is_lawyer=staff.is_lawyer,
        own=secret,
    )


def keyring_for(username: str, password: str) -> Keyring:
    """The keyring of an account outside a browser: for commands, demonstrations and tests.

    Raises:
        besa.core.sealing.SealBroken: the password is not right.
    """
    staff = Staff.objects.get(username=username)
    return keyring_of(staff, staff.open_secret(password))

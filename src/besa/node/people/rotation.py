"""Give a desk a new key: a new version sealed to whoever stays and to recovery; old versions open what they sealed.

Anyone with the right to end a membership can do it, because sealing needs only public keys. Records that were sealed
to an older version are sealed again by `relock`, through the function that the room `reports` registers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone

from besa.core.sealing import PublicKey, SecretKey
from besa.node.people import keys, statements
from besa.node.people.keyring import Keyring
from besa.node.people.models import Desk, DeskKey, Grant, Recovery, Staff
from besa.node.people.vouching import vouch
from besa.node.platform.actors import Actor


class Relocker(Protocol):
    """Seals the records of a desk that hang on an older key to the newest, a batch and a transaction at a time."""

    def __call__(self, desk_id: int, *, keyring: Keyring) -> Iterator[Batch]: ...


@dataclass(frozen=True)
class Batch:
    """What became of some records: sealed anew, or passed over because this person lacks the older key they hang on
    (`not_held`), or because they open with no key (`broken`)."""

    done: int = 0
    not_held: int = 0
    broken: int = 0


_RELOCKERS: dict[Relocker, Callable[[int], int]] = {}


def register_relocker(relocker: Relocker, *, waiting: Callable[[int], int]) -> None:
    """Called once by every room that keeps keys sealed to desks, when Django starts.

    `waiting` says how many of its records of a desk still hang on an older key; a cheap question, asked on pages.
    """
    _RELOCKERS[relocker] = waiting


def relock(desk_id: int, keyring: Keyring) -> Iterator[Batch]:
    """Batch after batch of every room; ends when each record was looked at once."""
    for relocker in _RELOCKERS:
        yield from relocker(desk_id, keyring=keyring)


def waiting(desk_id: int) -> int:
    """How many records of the desk still hang on an older key."""
    return sum(count(desk_id) for count in _RELOCKERS.values())


def new_version(desk: Desk, *, holders: list[Staff], actor: Actor) -> DeskKey:
    """Make the next key of `desk` for `holders` (each with a public key). Call inside a transaction.

    The secret exists only in this function: the caller does not get it unless it is one of the holders.
    """
    locked = lock(desk.pk)
    last = DeskKey.objects.filter(desk=locked).order_by("-version").first()
    version = (last.version if last else 0) + 1
    secret = SecretKey.generate()
    row = DeskKey.objects.create(
        desk=locked,
        version=version,
        public_key=secret.public.to_bytes(),
        public_key_vouch=vouch(secret.public, owner=DeskKey.owner_of(locked.pk, version)),
        recovery_sealed=keys.seal_for_recovery(secret, to=recovery_public()),
        created_at=timezone.now(),
    )
    Grant.objects.bulk_create(_grant(row, secret, person) for person in holders)
    statements.state(statements.of_key(row), actor=actor)
    return row


def lock(desk_id: int) -> Desk:
    """The desk, locked until the transaction ends: its members and who holds its key change one act at a time.

    Reports that name the desk go on arriving meanwhile.
    """
    return Desk.objects.select_for_update(no_key=True).get(pk=desk_id)


def rotate_without(desk_id: int, leaver: Staff, *, actor: Actor) -> DeskKey:
    """Take every key of the desk from `leaver` and make a new version for those who hold the newest one now."""
    # Locked before anything is read: of two who leave at once, neither may be given the key made for the other's going.
    desk = lock(desk_id)
    newest = DeskKey.objects.filter(desk=desk).order_by("-version").first()
    staying = Staff.objects.filter(
        pk__in=Grant.objects.filter(desk_key=newest).values("staff"),
        memberships__desk=desk,
        is_active=True,
    ).exclude(pk=leaver.pk)
    holders = [person for person in staying.order_by("pk") if person.public_key]
    Grant.objects.filter(desk_key__desk=desk_id, staff=leaver).delete()
    return new_version(desk, holders=holders, actor=actor)


def recovery_public() -> PublicKey:
    """The public half of the recovery key."""
    newest = Recovery.objects.order_by("-pk").first()
    if newest is None:
        raise LookupError("this node has no recovery key: run `besa init`")
    return newest.public


def _grant(row: DeskKey, secret: SecretKey, person: Staff) -> Grant:
    public = person.public
    assert public is not None
    return Grant(desk_key=row, staff=person, sealed=keys.grant_to(public, secret, pseudonym=person.pseudonym))

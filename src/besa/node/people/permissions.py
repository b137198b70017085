"""Who may do what: administrators manage accounts and desks, leads manage members, key holders pass keys on."""

from __future__ import annotations

from collections.abc import Set

from django.db.models import QuerySet

from besa.node.people import queries
from besa.node.people.keyring import Keyring
from besa.node.people.models import Desk, Staff
from besa.node.people.problems import NotAllowed, NotReader
from besa.node.platform.actors import Actor


def require_administrator(actor: Actor) -> None:
    """Raises NotAllowed unless `actor` is an active administrator, or the operator at the machine itself."""
    if actor.kind == "operator":
        return
    rights = Staff.objects.filter(pseudonym=actor.pseudonym, is_active=True, is_administrator=True)
    if actor.kind != "staff" or not rights.exists():
        raise NotAllowed


def require_self(actor: Actor, staff: Staff) -> None:
    """Raises NotAllowed unless `actor` is this very person."""
    if actor != staff.actor or not staff.is_active:
        raise NotAllowed


def require_reader_of_public_reports(actor: Actor) -> None:
    """Raises NotAllowed unless `actor` can already read what the public sends.

    Otherwise an administrator could make a desk of their own, have public reports arrive there, and so read them.
    Where no desk receives any, the desk that the node was set up with stands in.
    """
    if actor.kind == "operator":
        return
    desks = [desk.desk_id for desk in queries.receiving_desks()] or list(
        Desk.objects.order_by("pk").values_list("pk", flat=True)[:1]
    )
    person = Staff.objects.filter(pseudonym=actor.pseudonym, is_active=True).first()
    if person is None or not any(person.pk in queries.members_of(desk) for desk in desks):
        raise NotReader


def require_lead(keyring: Keyring, desk_id: int) -> None:
    """Raises NotAllowed unless the person leads the desk, or may stand in: an administrator with or without its key."""
    if desk_id not in keyring.lead_of:
        require_administrator(keyring.actor)


def is_administrator(person: Staff) -> bool:
    """Whether someone can act as administrator today."""
    return person.is_active and person.is_administrator


def needs_second(actor: Actor) -> bool:
    """Whether `actor` has to ask a second administrator: there is one, and this is not the operator at the machine."""
    return actor.kind != "operator" and _administrators().exclude(pseudonym=actor.pseudonym).exists()


def who_may_confirm(actor: Actor, person: Staff) -> QuerySet[Staff]:
    """The administrators who may confirm what `actor` asks for about `person`: neither of the two."""
    return _administrators().exclude(pseudonym__in=[actor.pseudonym, person.pseudonym])


def _administrators() -> QuerySet[Staff]:
    # Who has never signed in has no key, and cannot confirm anything.
    return Staff.objects.filter(is_active=True, is_administrator=True).exclude(public_key=b"")


def are_two(desks: Set[int], other: int, keyring: Keyring, *, lead: bool = True) -> bool:
    """Whether the keyring's owner and `other` are two people of these desks, one of them (if `lead`) as a lead."""
    if keyring.staff_id == other or not desks & keyring.desk_ids:
        return False
    if not any(other in queries.members_of(desk) for desk in desks):
        return False
    return not lead or bool(desks & keyring.lead_of) or any(queries.is_lead(other, desk) for desk in desks)

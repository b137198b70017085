"""Who may do what: administrators manage accounts and desks, leads manage members, key holders pass keys on."""

from __future__ import annotations

from besa.node.people.keyring import Keyring
from besa.node.people.models import Staff
from besa.node.people.problems import NotAllowed
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


def require_lead(keyring: Keyring, desk_id: int) -> None:
    """Raises NotAllowed unless the person leads the desk, or may stand in: an administrator with or without its key."""
    if desk_id not in keyring.lead_of:
        require_administrator(keyring.actor)

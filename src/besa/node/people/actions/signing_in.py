"""Signing in and second steps: what allauth did is written into the ledger here, and factors are taken away here."""

from __future__ import annotations

from django.db import transaction

from besa.node.people.models import Staff
from besa.node.people.permissions import require_self
from besa.node.people.problems import LastFactor
from besa.node.platform import ledger
from besa.node.platform.actors import SYSTEM, Actor


@transaction.atomic
def record_sign_in(*, actor: Actor, second_step: str) -> None:
    """Someone is in; `second_step` is totp, webauthn, recovery_codes, or empty before the first enrolment."""
    _record(actor, "people.staff.signed_in", {"second_step": second_step})


@transaction.atomic
def record_sign_out(*, actor: Actor) -> None:
    """Someone left."""
    _record(actor, "people.staff.signed_out", {})


@transaction.atomic
def record_unlock(*, actor: Actor) -> None:
    """Someone came back to a locked screen."""
    _record(actor, "people.staff.unlocked", {})


@transaction.atomic
def record_held_back(pseudonym: str, *, actor: Actor = SYSTEM) -> None:
    """Too many wrong tries at one account."""
    ledger.record(actor=actor, verb="people.staff.held_back", object_id=pseudonym, payload={})


@transaction.atomic
def record_added_factor(*, actor: Actor, kind: str) -> None:
    """A second step was added by its owner; `kind` is totp or webauthn."""
    _record(actor, "people.factor.added", {"kind": kind})


@transaction.atomic
def record_codes_renewed(*, actor: Actor) -> None:
    """New spare codes; the old ones are void."""
    _record(actor, "people.codes.renewed", {})


@transaction.atomic
def remove_factor(factor_id: int, *, actor: Actor) -> None:
    """Take away one of one's own second steps, never the last.

    Raises:
        LastFactor: it is the only one.
    """
    from allauth.mfa.models import Authenticator

    person = Staff.objects.select_for_update().get(pseudonym=actor.pseudonym)
    require_self(actor, person)
    real = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    factor = real.get(pk=factor_id)
    if real.count() == 1:
        raise LastFactor
    factor.delete()
    _record(actor, "people.factor.removed", {"kind": str(factor.type)})


def _record(actor: Actor, verb: str, payload: dict[str, str]) -> None:
    ledger.record(actor=actor, verb=verb, object_id=actor.pseudonym, payload=payload)

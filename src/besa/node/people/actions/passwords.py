"""Changing one's own password: it rewraps the key; the first change makes it."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from besa.core.sealing import SealBroken, SecretKey
from besa.node.people import keys, statements
from besa.node.people.actions.accounts import end_sessions, new_credential_token
from besa.node.people.models import Staff
from besa.node.people.permissions import require_self
from besa.node.people.problems import WeakPassword, WrongPassword
from besa.node.platform import ledger
from besa.node.platform.actors import Actor


def change_password(staff_id: int, *, actor: Actor, old: str, new: str) -> SecretKey:
    """Change one's own password and end all one's sessions; returns the person's secret for the session that goes on.

    The first change, away from a starting password, makes the key pair: nobody else ever saw what seals it.

    Raises:
        WrongPassword: `old` is not the password, or not any more.
        WeakPassword: `new` is short, common, or the old one.
    """
    # Everything slow comes before the transaction, which would make every report wait.
    before = Staff.objects.get(pk=staff_id)
    require_self(actor, before)
    try:
        secret = before.open_secret(old)
    except SealBroken as error:
        raise WrongPassword from error
    _require_strong(new, before, old)
    first = not before.public_key
    if first:
        secret = SecretKey.generate()
    sealed = keys.seal_staff_secret(secret, password=new, pseudonym=before.pseudonym)
    with transaction.atomic():
        person = Staff.objects.select_for_update().get(pk=staff_id)
        require_self(actor, person)
        if person.password != before.password:  # it changes with every change of the password
            raise WrongPassword
        if first:
            person.set_public(secret.public)
        person.secret_sealed, person.kdf_salt = sealed.secret_sealed, sealed.kdf_salt
        person.password = new_credential_token()
        person.must_change_password = False
        person.starting_password_until = None
        person.save()
        end_sessions(staff_id)
        statements.state(statements.of_person(person), actor=actor)
        ledger.record(
            actor=actor,
            verb="people.password.changed",
            object_id=person.pseudonym,
            payload={"key": secret.public.fingerprint},
        )
    return secret


def _require_strong(new: str, person: Staff, old: str) -> None:
    try:
        validate_password(new, person)
    except ValidationError as error:
        raise WeakPassword(error.messages) from error
    if new == old:
        raise WeakPassword([gettext("Please choose a password that is not the old one.")])

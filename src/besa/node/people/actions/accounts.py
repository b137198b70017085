"""Accounts: invite, change roles, close, open again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from besa.core.sealing import SecretKey
from besa.node.people import keys, statements
from besa.node.people.models import Membership, Session, Staff
from besa.node.people.permissions import require_administrator, require_self
from besa.node.people.problems import LastAdministrator, UsernameTaken
from besa.node.people.rotation import rotate_without
from besa.node.platform import ledger
from besa.node.platform.actors import Actor

STARTING_PASSWORD_DAYS = 7


@dataclass(frozen=True)
class Invitation:
    """What an administrator hands over in person; the starting password is shown once and works once."""

    staff_id: int
    pseudonym: str
    username: str
    starting_password: str
    until: datetime


def create_staff(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    language: str = "en",
    is_administrator: bool = False,
    is_auditor: bool = False,
    is_lawyer: bool = False,
) -> Invitation:
    """Make an account whose owner chooses their own password at first sign-in; until then it can hold no key.

    Raises:
        NotAllowed: the actor is no administrator.
        UsernameTaken: somebody has the name.
    """
    require_administrator(actor)
    username = tidy_username(username)
    person = Staff(
        username=username,
        display_name=display_name.strip(),
        pseudonym=keys.new_pseudonym(),
        language=language,
        is_administrator=is_administrator,
        is_auditor=is_auditor,
        is_lawyer=is_lawyer,
        created_at=timezone.now(),
    )
    start = new_start(person.pseudonym)
    with transaction.atomic():
        if Staff.objects.filter(username=username).exists():
            raise UsernameTaken
        invitation = start_over(person, start, actor=actor)
        ledger.record(
            actor=actor,
            verb="people.staff.created",
            object_id=person.pseudonym,
            payload={"administrator": is_administrator, "auditor": is_auditor, "lawyer": is_lawyer},
        )
    return invitation


@transaction.atomic
def change_roles(staff_id: int, *, actor: Actor, is_administrator: bool, is_auditor: bool, is_lawyer: bool) -> None:
    """Say whether someone is an administrator, an auditor, a lawyer.

    Raises:
        LastAdministrator: nobody else could manage accounts.
    """
    require_administrator(actor)
    person = Staff.objects.select_for_update().get(pk=staff_id)
    if not is_administrator:
        _keep_an_administrator(person)
    person.is_administrator, person.is_auditor, person.is_lawyer = is_administrator, is_auditor, is_lawyer
    person.save(update_fields=["is_administrator", "is_auditor", "is_lawyer"])
    statements.state(statements.of_person(person), actor=actor)
    ledger.record(
        actor=actor,
        verb="people.staff.changed",
        object_id=person.pseudonym,
        payload={"administrator": is_administrator, "auditor": is_auditor, "lawyer": is_lawyer},
    )


@transaction.atomic
def choose_language(staff_id: int, *, actor: Actor, language: str) -> None:
    """Set the language of one's own pages."""
    person = Staff.objects.get(pk=staff_id)
    require_self(actor, person)
    person.language = language
    person.save(update_fields=["language"])
    ledger.record(
        actor=actor,
        verb="people.staff.language_set",
        object_id=person.pseudonym,
        payload={"language": language},
    )


@transaction.atomic
def deactivate_staff(staff_id: int, *, actor: Actor) -> None:
    """Close an account: sessions end, every desk gets a new key, all keys of this person are deleted.

    Raises:
        LastAdministrator: nobody else could manage accounts.
    """
    require_administrator(actor)
    person = Staff.objects.select_for_update().get(pk=staff_id)
    _keep_an_administrator(person)
    person.is_active = False
    person.password = new_credential_token()
    person.save(update_fields=["is_active", "password"])
    # In order, so that two accounts closed at once never wait for each other's desks.
    desks = list(Membership.objects.filter(staff=person).order_by("desk_id").values_list("desk_id", flat=True))
    Membership.objects.filter(staff=person).delete()
    versions = [rotate_without(desk_id, person, actor=actor) for desk_id in desks]
    for desk_id in desks:
        statements.state(statements.of_membership(desk_id, person.pseudonym, ""), actor=actor)
    statements.state(statements.of_person(person), actor=actor)
    person.grants.all().delete()
    end_sessions(staff_id)
    ledger.record(
        actor=actor,
        verb="people.staff.deactivated",
        object_id=person.pseudonym,
        payload={"new_keys": [version.public.fingerprint for version in versions]},
    )


@dataclass(frozen=True)
class Start:
    """A starting password, and the throw-away key that only proves it: no desk key is ever sealed to that key."""

    password: str
    sealed: keys.SealedSecret


def new_start(pseudonym: str) -> Start:
    """Slow on purpose (Argon2id): call it before the transaction, which would make every report wait."""
    password = keys.new_starting_password()
    return Start(password, keys.seal_staff_secret(SecretKey.generate(), password=password, pseudonym=pseudonym))


def start_over(person: Staff, start: Start, *, actor: Actor) -> Invitation:
    """Give `person` a starting password and no key, save the row, and state it."""
    person.secret_sealed, person.kdf_salt = start.sealed.secret_sealed, start.sealed.kdf_salt
    person.public_key = person.public_key_vouch = b""
    person.password = new_credential_token()
    person.must_change_password = True
    until = timezone.now() + timedelta(days=STARTING_PASSWORD_DAYS)
    person.starting_password_until = until
    person.save()
    statements.state(statements.of_person(person), actor=actor)
    return Invitation(person.pk, person.pseudonym, person.username, start.password, until)


def end_sessions(staff_id: int) -> None:
    """Sign a person out everywhere."""
    Session.objects.filter(staff_id=staff_id).delete()


def tidy_username(username: str) -> str:
    """User names are compared without case and in one Unicode form."""
    return Staff.normalize_username(username.strip()).lower()


def new_credential_token() -> str:
    """What Staff.password holds: no hash, only a value whose change ends other sessions."""
    return f"sealed${secrets.token_urlsafe(24)}"


def _keep_an_administrator(person: Staff) -> None:
    others = Staff.objects.filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    if person.is_administrator and not others.exists():
        raise LastAdministrator

"""The first administrator, the first desk, and the recovery shares: once in a node's life."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from besa.core.sealing import SecretKey, split_shares
from besa.node.people import keys, rotation, statements
from besa.node.people.actions.accounts import new_credential_token, tidy_username
from besa.node.people.models import Desk, Membership, Recovery, Staff
from besa.node.people.problems import AlreadySetUp, WeakPassword
from besa.node.people.vouching import vouch
from besa.node.platform import ledger
from besa.node.platform.actors import OPERATOR, Actor


@dataclass(frozen=True)
class SetUp:
    """`shares` are three lists of 33 words, any two of which restore every desk: print them, then forget them."""

    staff_id: int
    desk_id: int
    shares: tuple[str, str, str]


@transaction.atomic
def set_up_first_administrator(
    *,
    username: str,
    display_name: str,
    password: str,
    desk_slug: str,
    desk_name: str,
    desk_kind: str = Desk.Kind.HOTLINE,
    language: str = "en",
    must_change_password: bool = False,
    actor: Actor = OPERATOR,
) -> SetUp:
    """Make the recovery key, the first administrator, and the desk that receives public reports, which they lead.

    Pass `must_change_password` when the password was shown on a terminal.

    Raises:
        AlreadySetUp: this node has staff.
        WeakPassword: the password is short or common.
    """
    if Staff.objects.exists() or Recovery.objects.exists():
        raise AlreadySetUp
    try:
        validate_password(password)
    except ValidationError as error:
        raise WeakPassword(error.messages) from error
    now = timezone.now()
    printed = keys.new_recovery_secret()
    recovery = keys.recovery_key(printed).public
    Recovery.objects.create(
        public_key=recovery.to_bytes(), public_key_vouch=vouch(recovery, owner="recovery"), created_at=now
    )
    secret = SecretKey.generate()
    pseudonym = keys.new_pseudonym()
    sealed = keys.seal_staff_secret(secret, password=password, pseudonym=pseudonym)
    person = Staff(
        username=tidy_username(username),
        display_name=display_name.strip(),
        pseudonym=pseudonym,
        language=language,
        is_administrator=True,
        must_change_password=must_change_password,
        secret_sealed=sealed.secret_sealed,
        kdf_salt=sealed.kdf_salt,
        password=new_credential_token(),
        created_at=now,
    )
    person.set_public(secret.public)
    person.save()
    desk = Desk.objects.create(slug=desk_slug, name=desk_name, kind=desk_kind, receives_public=True, created_at=now)
    Membership.objects.create(desk=desk, staff=person, role=Membership.Role.LEAD, since=now)
    version = rotation.new_version(desk, holders=[person], actor=actor)
    for stated in (
        statements.of_person(person),
        statements.of_desk(desk),
        statements.of_membership(desk.pk, pseudonym, Membership.Role.LEAD),
    ):
        statements.state(stated, actor=actor)
    ledger.record(
        actor=actor,
        verb="people.node.set_up",
        object_id=person.pseudonym,
        payload={
            "desk": desk_slug,
            "key": version.public.fingerprint,
            "recovery": rotation.recovery_public().fingerprint,
        },
    )
    return SetUp(person.pk, desk.pk, split_shares(printed))

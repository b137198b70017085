"""Demo staff: five colleagues at two desks and two lawyers, with printed passwords; on a demonstration node only."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import transaction

from besa.node.people import actions
from besa.node.people.keyring import Keyring, keyring_for
from besa.node.people.models import Staff  # reads only: who the keyring is for
from besa.node.platform import home
from besa.node.platform.actors import OPERATOR


@dataclass(frozen=True)
class DemoStaff:
    """`totp` is the base-32 secret an authenticator app takes."""

    username: str
    name: str
    role: str
    language: str
    password: str
    totp: str


_HOTLINE = (
    DemoStaff(
        "admin", "Drita (administrator)", "administrator", "en", "demo-only-olive-tree", "JBSWY3DPEHPK3PXPADMN2345"
    ),
    DemoStaff("arta", "Arta (leads the hotline)", "lead", "sq", "demo-only-blue-lake", "JBSWY3DPEHPK3PXPARTA2345"),
    DemoStaff("marko", "Marko (analyst)", "member", "sr-latn", "demo-only-green-hill", "JBSWY3DPEHPK3PXPMRKA2345"),
    DemoStaff("elena", "Elena (analyst)", "member", "mk", "demo-only-warm-bread", "JBSWY3DPEHPK3PXPELNA2345"),
)
POLICE = DemoStaff(
    "besnik", "Besnik (leads the police desk)", "lead", "sq", "demo-only-clear-sky", "JBSWY3DPEHPK3PXPBSNK2345"
)
LAWYERS = (
    DemoStaff("lejla", "Lejla (lawyer)", "lawyer", "en", "demo-only-quiet-river", "JBSWY3DPEHPK3PXPLEJL2345"),
    DemoStaff("vesna", "Vesna (lawyer)", "lawyer", "mk", "demo-only-high-plum", "JBSWY3DPEHPK3PXPVESN2345"),
)
STAFF = (*_HOTLINE, POLICE, *LAWYERS)
DESK_SLUG = "hotline"


class NotADemonstration(RuntimeError):
    """Demo data and demo passwords never get into a node that `besa init` made."""


def require_demo() -> None:
    """Raises NotADemonstration unless node.json says demo; every function that plants something calls this first."""
    if not home.is_demo():
        raise NotADemonstration("This home belongs to a live node. Demonstrations need a BESA_HOME of their own.")


def hire() -> dict[str, Keyring]:
    """Make the demo staff and their desks; returns their keyrings by user name."""
    require_demo()
    admin, *others = _HOTLINE
    made = actions.set_up_first_administrator(
        username=admin.username,
        display_name=admin.name,
        password=admin.password,
        desk_slug=DESK_SLUG,
        desk_name="Hotline",
        language=admin.language,
        actor=OPERATOR,
    )
    rings = {admin.username: keyring_for(admin.username, admin.password)}
    _second_step(rings[admin.username], admin)
    for person in others:
        newcomer = _invite(person, by=rings[admin.username])
        actions.grant_membership(made.desk_id, newcomer, keyring=rings[admin.username], role=person.role)
        rings[person.username] = _signed_in(person)
    officer = _invite(POLICE, by=rings[admin.username])
    actions.create_desk(
        actor=rings[admin.username].actor,
        slug="police",
        name="Police",
        kind="police",
        receives_public=False,
        first_member_id=officer,
    )
    rings[POLICE.username] = _signed_in(POLICE)
    for person in LAWYERS:
        _invite(person, by=rings[admin.username])
        rings[person.username] = _signed_in(person)
    return rings


def _invite(person: DemoStaff, *, by: Keyring) -> int:
    """An account with the password that is printed."""
    invited = actions.create_staff(
        actor=by.actor,
        username=person.username,
        display_name=person.name,
        language=person.language,
        is_lawyer=person.role == "lawyer",
    )
    newcomer = Staff.objects.get(pk=invited.staff_id)
    actions.change_password(newcomer.pk, actor=newcomer.actor, old=invited.starting_password, new=person.password)
    return newcomer.pk


def _signed_in(person: DemoStaff) -> Keyring:
    held = keyring_for(person.username, person.password)
    _second_step(held, person)
    return held


def _second_step(keyring: Keyring, person: DemoStaff) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    with transaction.atomic():
        TOTP.activate(Staff.objects.get(pk=keyring.staff_id), person.totp)
        actions.record_added_factor(actor=keyring.actor, kind="totp")


def code_now(person: DemoStaff) -> tuple[str, int]:
    """The second-step code of this moment, and for how many more seconds it is good."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    now = int(time.time())
    return format_hotp_value(hotp_value(person.totp, now // 30)), 30 - now % 30

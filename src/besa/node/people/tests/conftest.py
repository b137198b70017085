"""A node with an administrator, colleagues who have chosen their passwords, and browsers that are signed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from besa.core.sealing import SecretKey
from besa.node.people import actions
from besa.node.people.actions import SetUp
from besa.node.people.keyring import Keyring, keyring_of
from besa.node.people.models import Staff
from besa.node.platform.ledger import LedgerEntry

PASSWORD = "korab maja dielli shtegu"
NEW_PASSWORD = "liqeni ura bora pylli"


@pytest.fixture(autouse=True)
def _own_addresses(settings):
    settings.ROOT_URLCONF = "besa.node.people.tests.urls"


@pytest.fixture
def node(db) -> SetUp:
    """The first administrator is Ana; she leads the desk `hotline`."""
    return actions.set_up_first_administrator(
        username="ana",
        display_name="Ana",
        password=PASSWORD,
        desk_slug="hotline",
        desk_name="Hotline",
    )


@pytest.fixture
def ana(node) -> Staff:
    return Staff.objects.get(pk=node.staff_id)


@pytest.fixture
def colleague(ana) -> Callable[..., Staff]:
    """Make a colleague who has already chosen a password."""

    def make(username: str, **roles: bool) -> Staff:
        invitation = actions.create_staff(actor=ana.actor, username=username, display_name=username.title(), **roles)
        person = Staff.objects.get(pk=invitation.staff_id)
        actions.change_password(person.pk, actor=person.actor, old=invitation.starting_password, new=PASSWORD)
        person.refresh_from_db()
        return person

    return make


_OPENED: dict[tuple[bytes, str], SecretKey] = {}


def keyring_of_password(person: Staff, password: str = PASSWORD) -> Keyring:
    """The keyring after typing the password; each sealed secret is opened once, because that is meant to be slow."""
    person.refresh_from_db()
    which = bytes(person.secret_sealed), password
    if which not in _OPENED:
        _OPENED[which] = person.open_secret(password)
    return keyring_of(person, _OPENED[which])


def verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("id").values_list("verb", flat=True))


@dataclass
class Browser:
    """One person's browser: a real client with CSRF checks, and the authenticator app in their pocket."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"}))
    app_secret: str = ""
    set_up_code: str = ""
    spare_codes: tuple[str, ...] = ()

    def get(self, path: str, **headers: str):
        return self.client.get(path, headers=headers)

    def post(self, path: str, data: dict | None = None, **headers: str):
        token = self.client.cookies["csrf"].value if "csrf" in self.client.cookies else self._token()
        return self.client.post(path, {**(data or {}), "csrfmiddlewaretoken": token}, headers=headers)

    def _token(self) -> str:
        self.client.get("/staff/account/sign-in")
        return self.client.cookies["csrf"].value

    def password(self, username: str, password: str = PASSWORD, **more: str):
        return self.post("/staff/account/sign-in", {"login": username, "password": password, **more})

    def code(self, *, step: int = 0) -> str:
        counter = int(time.time()) // 30 + step
        return totp.format_hotp_value(totp.hotp_value(self.app_secret, counter))

    def second_step(self, code: str | None = None):
        # The code of the set-up counts as used; a person would wait half a minute, the tests take the next one.
        return self.post("/staff/account/second-step", {"code": code or self.code(step=1)})

    def set_up_app(self) -> None:
        page = self.get("/staff/account/factors/app")
        self.app_secret = page.context["form"].secret
        self.set_up_code = self.code()
        done = self.post("/staff/account/factors/app", {"code": self.set_up_code})
        assert done.status_code == 302, done.context["form"].errors
        self.spare_codes = tuple(self.get(done["Location"]).context["unused_codes"])

    def sign_in(self, username: str, password: str = PASSWORD) -> Browser:
        """Sign in for the first time: password, then set up an app."""
        assert self.password(username, password).status_code == 302
        self.set_up_app()
        return self

    def is_open(self) -> bool:
        return self.get("/staff/undecorated").status_code == 200


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def other_browser() -> Browser:
    return Browser()

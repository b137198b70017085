"""The desk with people at it: signed-in browsers of Anna and Ben at the hotline, and of Cara at the police desk."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from besa.node.people import session_keys
from besa.node.people.keyring import Keyring
from besa.node.people.models import Staff
from besa.node.people.sessions import SessionStore
from besa.node.platform import cookies
from besa.node.platform.models import LedgerEntry
from besa.node.reports.tests.conftest import bring, bring_in, team  # noqa: F401 - fixtures


def open_session(person: Staff, held: Keyring) -> dict[str, str]:
    """The cookies of a browser whose session is signed in and unlocked, as the sign-in pages leave it."""
    request = HttpRequest()
    request.session = SessionStore()
    request.session[SESSION_KEY] = str(person.pk)
    request.session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    request.session["second_step"] = "totp"
    session_keys.hold(request, person, held.own)
    request.session.save()
    key = base64.urlsafe_b64encode(request.besa_key).decode()
    return {settings.SESSION_COOKIE_NAME: request.session.session_key, cookies.name("keys"): key}


@dataclass
class At:
    """Somebody at the pages of `room`: a browser and the keyring it is signed in with."""

    client: Client
    ring: Keyring
    room: str

    def get(self, name: str, *args: Any, query: str = "", **headers: str):
        return self.client.get(reverse(f"{self.room}:{name}", args=args) + query, headers=headers)

    def post(self, name: str, *args: Any, data: dict[str, Any] | None = None, **headers: str):
        return self.client.post(reverse(f"{self.room}:{name}", args=args), data or {}, headers=headers)

    def page(self, name: str, *args: Any, query: str = "") -> str:
        """The page's text, once it is sure that there is one."""
        response = self.get(name, *args, query=query)
        assert response.status_code == 200, response
        return response.content.decode()

    def told(self, name: str, *args: Any, data: dict[str, Any] | None = None) -> str:
        """Do an act and read the page one is sent to."""
        response = self.post(name, *args, data=data)
        assert response.status_code == 302, response.content.decode()
        return self.client.get(response["Location"].partition("#")[0]).content.decode()


@pytest.fixture
def room() -> str:
    """Whose pages are meant by their short names; other rooms' tests say theirs."""
    return "desk"


@pytest.fixture
def sit(db: None, room: str) -> Callable[[Keyring], At]:
    """sit(keyring) signs a browser in."""

    def down(ring: Keyring, **kinds: Any) -> At:
        client = Client(headers={"Accept-Language": "en"}, **kinds)
        for name, value in open_session(Staff.objects.get(pk=ring.staff_id), ring).items():
            client.cookies[name] = value
        return At(client, ring, room)

    return down


@pytest.fixture
def anna(team, sit) -> At:  # noqa: F811
    return sit(team.anna)


@pytest.fixture
def ben(team, sit) -> At:  # noqa: F811
    return sit(team.ben)


@pytest.fixture
def cara(team, sit) -> At:  # noqa: F811
    return sit(team.cara)


def marks(object_id: object = None) -> list[str]:
    """The verbs in the ledger, oldest first; of one object, or all."""
    rows = LedgerEntry.objects.order_by("id")
    if object_id is not None:
        rows = rows.filter(object_id=str(object_id))
    return list(rows.values_list("verb", flat=True))

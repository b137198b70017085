"""Cases with people at them: Anna and Ben at the hotline, Cara at the police desk, each with a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from besa.node.cases import actions
from besa.node.desk.tests.conftest import marks, open_session  # noqa: F401
from besa.node.people.keyring import Keyring
from besa.node.people.models import Staff
from besa.node.reports.tests.conftest import NOW, bring, bring_in, renewed, team  # noqa: F401


@dataclass
class At:
    """Somebody at the cases: a browser and the keyring it is signed in with."""

    client: Client
    ring: Keyring

    def get(self, name: str, *args: Any, query: str = "", **headers: str):
        return self.client.get(reverse(f"cases:{name}", args=args) + query, headers=headers)

    def page(self, name: str, *args: Any, query: str = "") -> str:
        response = self.get(name, *args, query=query)
        assert response.status_code == 200, response
        return response.content.decode()

    def post(self, name: str, *args: Any, data: dict[str, Any] | None = None):
        return self.client.post(reverse(f"cases:{name}", args=args), data or {})

    def told(self, name: str, *args: Any, data: dict[str, Any] | None = None) -> str:
        """Do an act and read the page one is sent to."""
        response = self.post(name, *args, data=data)
        assert response.status_code == 302, response.content.decode()
        return self.client.get(response["Location"].partition("#")[0]).content.decode()


@pytest.fixture
def sit(db: None) -> Callable[[Keyring], At]:
    """sit(keyring) signs a browser in."""

    def down(ring: Keyring) -> At:
        client = Client(headers={"Accept-Language": "en"})
        for name, value in open_session(Staff.objects.get(pk=ring.staff_id), ring).items():
            client.cookies[name] = value
        return At(client, ring)

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


@pytest.fixture
def case(team) -> UUID:  # noqa: F811
    """The file of a case that Anna opened from one report."""
    one = bring_in("Më shkruan një burrë. +355 69 212 3456")
    return opened_case(team, one.id)


def opened_case(team, *reports: UUID, urgency: int = 1, title: str = "Burri nga loja") -> UUID:  # noqa: F811
    return actions.open_case(reports, desk_id=team.hotline, title=title, urgency=urgency, keyring=team.anna, now=NOW)

"""Two lawyers, Lejla and Vesna, and a colleague who is none; what they write, and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from besa.core.jurisdiction.worked import worked_cases
from besa.core.sealing import SecretKey
from besa.node.desk.tests.conftest import At, open_session, sit  # noqa: F401 - fixtures
from besa.node.faces.tests.roles import become  # noqa: F401
from besa.node.law import actions, effects
from besa.node.people.keyring import Keyring, keyring_of
from besa.node.people.models import Staff

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CELL = "fr.law.active_national"
SOURCE = {
    "address": "https://example.org/code",
    "title": "Criminal Code",
    "kind": "statute",
    "tier": "primary",
    "address_status": "verbatim",
    "extent_read": "article 1",
    "read": "2026-11-20",
}
UNKNOWN = {"value": "unknown", "confidence": "unknown"}


def sourced(value: Any, **more: Any) -> dict[str, Any]:
    """A claim that stands in SOURCE."""
    return {"value": value, "confidence": "sourced", "sources": [{"id": "N_CODE", "at": "article 1"}], **more}


@pytest.fixture
def room() -> str:
    return "law"


@pytest.fixture(autouse=True)
def few_cases(monkeypatch):
    """What a change turns is asked of three worked cases: all of them take a second for each version of the law."""
    few = {name: worked_cases()[name] for name in ("court_france_assizes_2016", *list(worked_cases())[:2])}
    monkeypatch.setattr(effects, "worked_cases", lambda: few)
    effects._comparer.cache_clear()


@pytest.fixture
def hire(db) -> Callable[..., Keyring]:
    """Somebody with an account whose keyring is open; no password, as nobody signs in with it."""

    def hired(username: str, **roles: bool) -> Keyring:
        person = Staff.objects.create(
            username=username,
            display_name=username.title(),
            pseudonym=f"s-{username}",
            secret_sealed=b"",
            kdf_salt=b"",
            created_at=NOW,
            must_change_password=False,
            **roles,
        )
        return keyring_of(person, SecretKey.generate())

    return hired


@pytest.fixture
def lejla(hire) -> Keyring:
    return hire("lejla", is_lawyer=True)


@pytest.fixture
def vesna(hire) -> Keyring:
    return hire("vesna", is_lawyer=True)


@pytest.fixture
def propose(lejla) -> Callable[..., UUID]:
    """Lejla proposes claims for a cell."""

    def made(*claims: dict[str, Any], cell: str = CELL, by: Keyring = lejla, **sources: dict[str, Any]) -> UUID:
        said = list(claims) or [UNKNOWN]
        if not sources and any("N_CODE" in str(one) for one in said):
            sources = {"N_CODE": SOURCE}
        return actions.propose(cell, claims=said, sources=sources, reason="Read again.", keyring=by, now=NOW)

    return made

"""Two desks with people on them, and a way to bring a report in."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from django.core import serializers
from django.db import connection, transaction

from besa.core.sealing import FileSealer, ReportCode, new_code, new_key
from besa.node.people import actions as people
from besa.node.people.keyring import Keyring, keyring_for, keyring_of
from besa.node.people.models import Desk, DeskKey, Grant, Membership, Recovery, Staff
from besa.node.platform.actors import REPORTER, Actor
from besa.node.platform.tests.erased_again import place  # noqa: F401 - a fixture
from besa.node.reports import actions, storage
from besa.node.reports.values import Received, ReportValues, SealedUpload

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PASSWORD = "nje fjalekalim i gjate 2026"
_ROWS = (Recovery, Staff, Desk, DeskKey, Membership, Grant)


@dataclass(frozen=True)
class Team:
    """Anna leads the hotline (which receives public reports), Ben is a member; Cara leads the police desk."""

    anna: Keyring
    ben: Keyring
    cara: Keyring
    hotline: int
    police: int


@dataclass(frozen=True)
class Brought:
    """A report that came in, and the code its reporter holds."""

    received: Received
    code: ReportCode

    @property
    def id(self) -> Any:
        return self.received.report_id


@pytest.fixture
def team(db: None) -> Team:
    """Made once by the real acts (passwords cost time on purpose), then copied row by row into each test's database."""
    rows, secrets = _made_once()
    for row in serializers.deserialize("python", rows):
        row.save()
    with connection.cursor() as cursor:
        from django.core.management.color import no_style

        for statement in connection.ops.sequence_reset_sql(no_style(), list(_ROWS)):
            cursor.execute(statement)
    rings = {name: _ring(name, secret) for name, secret in secrets.items()}
    desks = dict(Desk.objects.values_list("slug", "pk"))
    return Team(rings["anna"], rings["ben"], rings["cara"], desks["hotline"], desks["police"])


def renewed(keyring: Keyring) -> Keyring:
    """The keyring of the same person's next request."""
    return keyring_of(Staff.objects.get(pk=keyring.staff_id), keyring.own)


@pytest.fixture
def bring(team: Team) -> Callable[..., Brought]:
    """bring(story, **values) receives a report."""
    return bring_in


def bring_in(story: str = "Dikush më kërcënon.", *, now: datetime = NOW, **values: Any) -> Brought:
    code = new_code()
    told = ReportValues(**{"door": "child", "language": "sq", "story": story, **values})
    received = actions.receive(told, actor=REPORTER, code=code, submission=os.urandom(16), now=now)
    return Brought(received, code)


def sealed_upload(content: bytes, name: str = "biseda.txt") -> SealedUpload:
    """A file as the public site leaves it on disk before the report is received."""
    file_id, key = uuid4(), new_key()
    sealer = FileSealer(key=key, record="upload", file=file_id.hex)
    data = sealer.update(content) + sealer.finish()
    storage.path(file_id).write_bytes(data)
    return SealedUpload(
        file_id=file_id, key=key, name=name, media_type="text/plain", size=len(content), sealed_size=len(data)
    )


def _ring(name: str, secret: Any) -> Keyring:
    return keyring_of(Staff.objects.get(username=name), secret)


@cache
def _made_once() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    with transaction.atomic():
        made = people.set_up_first_administrator(
            username="anna", display_name="Anna", password=PASSWORD, desk_slug="hotline", desk_name="Hotline"
        )
        anna = keyring_for("anna", PASSWORD)
        secrets = {"anna": anna.own}
        for name in ("ben", "cara"):
            invited = people.create_staff(actor=anna.actor, username=name, display_name=name.title())
            secrets[name] = people.change_password(
                invited.staff_id,
                actor=Actor("staff", invited.pseudonym),
                old=invited.starting_password,
                new=PASSWORD,
            )
        ids = dict(Staff.objects.values_list("username", "pk"))
        people.grant_membership(made.desk_id, ids["ben"], keyring=anna)
        people.create_desk(
            actor=anna.actor,
            slug="police",
            name="Police",
            kind="police",
            receives_public=False,
            first_member_id=ids["cara"],
        )
        rows = [row for model in _ROWS for row in serializers.serialize("python", model.objects.order_by("pk"))]
        transaction.set_rollback(True)
    return rows, secrets

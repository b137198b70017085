"""The database roles of the faces in PostgreSQL, for tests that work on as one of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from besa.node.faces import database_roles


@pytest.fixture
def become(db: None) -> Iterator[Callable[[str], None]]:
    """become(role) works on as that process does; the roles are gone with the test's transaction."""
    prefix = f"test{secrets.token_hex(4)}-"
    with connection.cursor() as cursor:
        for role in database_roles.ROLES:
            cursor.execute(f'CREATE ROLE "{prefix}{role}"')
        for statement in database_roles.granting(prefix):
            cursor.execute(statement.replace("%", "%%") if "%" in statement else statement)

    def wear(role: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{prefix}{role}"')

    yield wear
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")

"""Roles in PostgreSQL: each process may do to each table what its rooms say in their `rights.py`, and nothing else.

Whoever takes over the public face then still cannot read accounts, sessions, notes or the ledger, nor change a desk's
key: the database itself refuses. SQLite has no users; there only the key files keep faces apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

ROLES = ("public", "staff", "partners", "worker", "backup")
PREFIX = "besa-"
"""The system's users are called besa-public and so on: through the socket PostgreSQL knows them without a password."""

_PART = r"(SELECT|INSERT|UPDATE|DELETE)( \([a-z_]+(, [a-z_]+)*\))?"
_RIGHTS = re.compile(rf"{_PART}(, {_PART})*")


class RightsUnclear(RuntimeError):
    """A room's rights.py says something that cannot be granted, or two rooms speak of one table."""


def declared() -> dict[str, Mapping[str, str]]:
    """{table: {role: rights}} of every room; a role that is not named may do nothing.

    Raises:
        RightsUnclear: see there.
    """
    from django.conf import settings

    found: dict[str, Mapping[str, str]] = {}
    for app in settings.INSTALLED_APPS:
        if not app.startswith("besa.") or find_spec(f"{app}.rights") is None:
            continue
        for table, rights in import_module(f"{app}.rights").RIGHTS.items():
            if table in found:
                raise RightsUnclear(f"{app}.rights speaks of {table}, which another room decides about")
            for role, text in rights.items():
                if role not in ROLES or not _RIGHTS.fullmatch(text):
                    raise RightsUnclear(f"{app}.rights, {table}: '{role}': '{text}' is no list of rights for a role")
            found[table] = rights
    return found


def script(url: str, prefix: str = PREFIX) -> str:
    """SQL for the database of `url` that makes the roles and gives each its rights; safe to run again."""
    return "\n".join(
        ["BEGIN;", *_making(unquote(urlsplit(url).path.lstrip("/")), prefix), *granting(prefix), "COMMIT;", ""]
    )


def _making(database: str, prefix: str) -> Iterator[str]:
    place = _name(database)
    yield f"REVOKE ALL ON DATABASE {place} FROM PUBLIC;"
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC;"
    for role in ROLES:
        name = _name(prefix + role)
        # --verify restores each backup into a database of its own, which must be made and dropped.
        may = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS " + (
            "CREATEDB" if role == "backup" else "NOCREATEDB"
        )
        yield (
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {_text(prefix + role)}) "
            f"THEN CREATE ROLE {name}; END IF; END $$;"
        )
        yield f"ALTER ROLE {name} {may};"
        yield f"GRANT CONNECT ON DATABASE {place} TO {name};"


def granting(prefix: str = PREFIX) -> Iterator[str]:
    """The statements that take everything from the roles and give what is declared; the tables' owner may run them."""
    everyone = ", ".join(_name(prefix + role) for role in ROLES)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {everyone};"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {everyone};"
    yield f"GRANT USAGE ON SCHEMA public TO {everyone};"
    backup = _name(f"{prefix}backup")
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {backup};"
    yield f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {backup};"
    for table, rights in sorted(declared().items()):
        for role, text in rights.items():
            yield f"GRANT {text} ON {_name(table)} TO {_name(prefix + role)};"


def apply(url: str, prefix: str = PREFIX) -> None:
    """Make the roles in the database of `url`, whose account must be a superuser.

    Raises:
        psycopg.Error: it may not, or the database is away.
    """
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        connection.execute(script(url, prefix).encode())


def renew() -> bool:
    """After an update: give the roles, if this database has them, their rights on what is new. Whether it has."""
    from django.db import connection, transaction

    if connection.vendor != "postgresql":
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ROLES_HERE)
        names = {name for (name,) in cursor.fetchall()}
        prefixes = [name.removesuffix("public") for name in names if name.endswith("public")]
        known = [prefix for prefix in prefixes if all(prefix + role in names for role in ROLES)]
        for prefix in known:
            for statement in granting(prefix):
                cursor.execute(statement)
    return bool(known)


# Who was given the use of the schema; PUBLIC (0) has no row in pg_roles.
_ROLES_HERE = """
SELECT rolname FROM pg_catalog.pg_namespace, aclexplode(nspacl) AS given
JOIN pg_catalog.pg_roles ON pg_roles.oid = given.grantee
WHERE nspname = 'public' AND privilege_type = 'USAGE'
"""


def _name(text: str) -> str:
    return sql.Identifier(text).as_string()


def _text(text: str) -> str:
    return sql.Literal(text).as_string()

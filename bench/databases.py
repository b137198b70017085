"""A database for one measurement: on PostgreSQL one made for it and dropped; on SQLite the node's own file."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bench.machine import on_postgresql


@contextmanager
def own_settings(**settings: str) -> Iterator[dict[str, str]]:
    """An environment with these BESA_* settings (names without prefix, lower case), a database, and no other BESA_*."""
    with _own_database() as database:
        env = {name: value for name, value in os.environ.items() if not name.startswith("BESA_")}
        env |= {f"BESA_{name.upper()}": value for name, value in settings.items()}
        if database:
            env["BESA_DATABASE_URL"] = database
        yield env


@contextmanager
def _own_database() -> Iterator[str]:
    if not on_postgresql():
        yield ""
        return
    import psycopg

    url = os.environ["BESA_DATABASE_URL"]
    name = f"besa_bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

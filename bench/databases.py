"""A database for one measurement: on PostgreSQL one made for it and dropped; on SQLite the node's own file."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
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


def server_seconds() -> float | None:
    """Processor time that a PostgreSQL server on this machine has used so far; None for any other database."""
    if not on_postgresql():
        return None
    import psycopg

    try:
        with psycopg.connect(os.environ["BESA_DATABASE_URL"]) as connection:
            mine = connection.execute("SELECT pg_backend_pid()").fetchone()
            server = int(_stat(mine[0] if mine else 0)[1])
        # Its own and that of processes that ended (fields 14 to 17 of proc(5)), and that of those that run.
        ticks = sum(map(int, _stat(server)[11:15]))
    except OSError:
        return None
    for pid in Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split():
        with suppress(OSError):
            ticks += sum(map(int, _stat(int(pid))[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()

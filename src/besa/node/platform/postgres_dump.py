"""A PostgreSQL database through pg_dump and pg_restore, as a stream: one consistent snapshot, never a file in clear."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, unquote, urlsplit

import psycopg
from psycopg import sql

_PIECE = 1024 * 1024


class ToolMissing(RuntimeError):
    """pg_dump or pg_restore is not installed; says how to get it."""


class DumpFailed(RuntimeError):
    """PostgreSQL's tool gave up; its own last words are the text."""


class DatabaseNotEmpty(RuntimeError):
    """A restore never writes into a database that holds something."""


def dump(url: str) -> Iterator[bytes]:
    """The database in pg_dump's custom format.

    Raises:
        ToolMissing, DumpFailed: only after the last piece is it known that the dump is whole.
    """
    address, environ = _address(url)
    command = [_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", "--no-password"]
    command += ["--lock-wait-timeout=60s", "--compress=0", f"--dbname={address}"]
    with subprocess.Popen(  # noqa: S603 - a program of the operator's own PATH, no shell
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        words = _Words(process)
        try:
            while piece := process.stdout.read(_PIECE):
                yield piece
            words.expect_success("pg_dump")
        finally:
            process.kill()  # no effect on one that has ended; stops it when the backup was interrupted


def restore(url: str, pieces: Iterable[bytes]) -> None:
    """Fill an empty database with a dump, in one transaction.

    Raises:
        ToolMissing, DumpFailed, DatabaseNotEmpty.
    """
    expect_empty(url)
    address, environ = _address(url)
    command = [_tool("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    command += ["--no-password", f"--dbname={address}"]
    process = subprocess.Popen(  # noqa: S603 - a program of the operator's own PATH, no shell
        command, env=environ, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    words = _Words(process)
    try:
        with process:
            assert process.stdin is not None
            try:
                for piece in pieces:
                    process.stdin.write(piece)
                process.stdin.close()
                words.expect_success("pg_restore")
            finally:
                process.kill()  # its one transaction is rolled back when the pieces broke off
    except BrokenPipeError as error:
        raise DumpFailed(words.last("pg_restore")) from error


def expect_empty(url: str) -> None:
    """Accept silently if the database exists and holds no table.

    Raises:
        DatabaseNotEmpty: it holds tables.
        psycopg.Error: it cannot be reached.
    """
    with psycopg.connect(url, connect_timeout=10) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchone()
    if row and row[0]:
        raise DatabaseNotEmpty(
            f"The database {urlsplit(url).path.lstrip('/')} holds {row[0]} tables. A restore never overwrites: "
            "create an empty one (createdb) and name it with --database."
        )


def empty(url: str) -> None:
    """Drop every table of a database that was empty before a restore into it failed."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        names = connection.execute("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in names:
            connection.execute(sql.SQL("DROP TABLE IF EXISTS public.{} CASCADE").format(sql.Identifier(name)))


def create_beside(url: str, name: str) -> str:
    """Make an empty database on the same server; returns its URL.

    Raises:
        psycopg.Error: this account may not (it needs CREATEDB).
    """
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    return _joined(urlsplit(url)._replace(path=f"/{name}"))


def drop(url: str, name: str) -> None:
    """Remove a database made by `create_beside`; `url` is the database it was made beside."""
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


class _Words:
    """Listens to a tool's error output, so that it never blocks; keeps the end of it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._kept = b""
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        while line := self._process.stderr.readline():
            self._kept = (self._kept + line)[-2000:]

    def last(self, tool: str) -> str:
        self._thread.join(10)
        return f"{tool} gave up: {self._kept.decode(errors='replace').strip() or 'it said nothing'}"

    def expect_success(self, tool: str) -> None:
        if self._process.wait():
            raise DumpFailed(self.last(tool))


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise ToolMissing(
            f"{name} was not found. Install PostgreSQL's client programs (Debian: apt install postgresql-client), "
            "of the server's version or newer, and see that they are on PATH."
        )
    return path


def _address(url: str) -> tuple[str, dict[str, str]]:
    """The URL without its password, which goes through the environment: every user can read a command line."""
    parts = urlsplit(url)
    environ = dict(os.environ)
    if parts.password is not None:
        environ["PGPASSWORD"] = unquote(parts.password)
        user, _, host = parts.netloc.rpartition("@")
        parts = parts._replace(netloc=f"{user.partition(':')[0]}@{host}")
    return _joined(parts), environ


def _joined(parts: SplitResult) -> str:
    """As urlunsplit, which drops the slashes of postgresql:///name."""
    return f"{parts.scheme}://{parts.netloc}{parts.path}{'?' if parts.query else ''}{parts.query}"

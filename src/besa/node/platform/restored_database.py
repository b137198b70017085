"""A restored database by plain SQL, wherever it is: the node's settings and key files may not be there yet."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import unquote, urlsplit
from uuid import UUID

import psycopg

from besa.core.ledger import Entry, payload_digest
from besa.core.ledger.payloads import Plain


class RestoredDatabase:
    """One connection without Django. Placeholders are %s on both databases; each statement commits by itself."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.sqlite = parts.scheme == "sqlite"
        self._connection: Any = (
            sqlite3.connect(unquote(parts.path), isolation_level=None)
            if self.sqlite
            else psycopg.connect(url, autocommit=True, connect_timeout=10)
        )

    def close(self) -> None:
        self._connection.close()

    def execute(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        with cast("AbstractContextManager[Any]", closing(self._connection.cursor())) as cursor:
            cursor.execute(sql.replace("%s", "?") if self.sqlite else sql, tuple(values))
            return cast("list[tuple[Any, ...]]", cursor.fetchall()) if cursor.description else []

    def holds(self, table: str) -> bool:
        """Whether it has this table: an older release may have made it."""
        if self.sqlite:
            return bool(self.execute("SELECT 1 FROM pragma_table_info(%s)", (table,)))
        return bool(self.execute("SELECT 1 FROM information_schema.tables WHERE table_name = %s", (table,)))

    def erase(self, act: Callable[[], int], *, tables: Iterable[str]) -> int:
        """Do `act`, which erases from `tables` and says how much, as one; no page or journal keeps what was erased."""
        if self.sqlite:
            self.execute("PRAGMA secure_delete = ON")
            self.execute("PRAGMA journal_mode = MEMORY")
        self.execute("BEGIN")
        done = act()
        self.execute("COMMIT")
        if done and not self.sqlite:
            for table in tables:
                self.execute(f"VACUUM FULL {table}")
        return done

    def moment(self, at: datetime) -> object:
        """`at` as Django keeps it in a column."""
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ") if self.sqlite else at

    def uuid(self, value: UUID) -> object:
        """`value` as Django keeps it in a column."""
        return value.hex if self.sqlite else value

    def record(self, *, actor: str, verb: str, object_id: str, payload: dict[str, Plain], now: datetime) -> None:
        """Leave a mark in the ledger, as `ledger.record` does."""
        entry = Entry(
            name=secrets.token_hex(16),
            at_ms=int(now.timestamp() * 1000),
            actor=actor,
            verb=verb,
            object_id=object_id,
            digest=payload_digest(payload),
        )
        self.execute(
            "INSERT INTO platform_ledgerentry (name, at_ms, actor, verb, object_id, digest) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            (entry.name, entry.at_ms, entry.actor, entry.verb, entry.object_id, entry.digest),
        )

"""An SQLite database as lines of JSON, read in one snapshot while the node serves, and put back row by row.

SQLite's online backup needs a second database to write to: a temporary file in clear, or memory of its size. One read
transaction in WAL mode sees the same snapshot, needs neither, and carries no free pages with what was once deleted.

    {"create": [...]}  then for each table  {"table": name, "columns": [...]}  and its rows, one list a line,
    then  {"finish": [...]}  (indexes, triggers, views) and  {"end": number of rows}
"""

from __future__ import annotations

import json
import os
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

_BATCH = 500


class RowsBroken(Exception):
    """The lines do not make a database; says what is wrong."""


def read_rows(database: Path) -> Iterator[bytes]:
    """The lines, a few hundred rows at a time. Writers are not held up; the WAL file grows until this ends.

    Raises:
        sqlite3.Error: the database cannot be opened or read.
    """
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, isolation_level=None)) as source:
        source.execute("BEGIN")
        schema = source.execute(
            "SELECT type, name, sql FROM sqlite_master "
            "WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY rowid"
        ).fetchall()
        tables = [name for kind, name, _ in schema if kind == "table"]
        yield _line({"create": [sql for kind, _, sql in schema if kind == "table"]})
        if source.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
            tables.append("sqlite_sequence")  # the highest ids ever given: a deleted id must not come back
        rows = 0
        for table in tables:
            columns = [row[1] for row in source.execute(f"PRAGMA table_xinfo({_quoted(table)})") if row[6] == 0]
            yield _line({"table": table, "columns": columns})
            found = source.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}")  # noqa: S608
            while batch := found.fetchmany(_BATCH):
                rows += len(batch)
                yield b"".join(map(_line, batch))
        yield _line({"finish": [sql for kind, _, sql in schema if kind != "table"]})
        yield _line({"end": rows})


def write_rows(database: Path, pieces: Iterable[bytes]) -> int:
    """Make `database` (which must not exist) from the lines, in one transaction; returns the number of rows.

    Raises:
        FileExistsError: it exists.
        RowsBroken: a line is missing or makes no sense, or the finished database fails SQLite's own checks.
    """
    os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(database, isolation_level=None)) as target:
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("PRAGMA synchronous=FULL")
        target.execute("PRAGMA temp_store=MEMORY")
        target.execute("PRAGMA foreign_keys=OFF")
        target.execute("BEGIN")
        try:
            rows = _fill(target, _lines(pieces))
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            raise RowsBroken(f"The database of this backup cannot be rebuilt: {error}.") from error
        target.execute("COMMIT")
        trouble = target.execute("PRAGMA integrity_check").fetchone()[0]
        if trouble != "ok" or target.execute("PRAGMA foreign_key_check").fetchone():
            raise RowsBroken(f"The rebuilt database is not sound: {trouble}.")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return rows


def _fill(target: sqlite3.Connection, lines: Iterator[Any]) -> int:
    rows = 0
    insert = ""
    waiting: list[list[object]] = []
    for line in lines:
        if isinstance(line, list):
            waiting.append([_value(cell) for cell in line])
            rows += 1
            if len(waiting) < _BATCH:
                continue
        if waiting:
            target.executemany(insert, waiting)
            waiting = []
        if isinstance(line, dict):
            if "create" in line or "finish" in line:
                for sql in line.get("create") or line.get("finish") or []:
                    target.execute(sql)
            elif "table" in line:
                if line["table"] == "sqlite_sequence":
                    target.execute("DELETE FROM sqlite_sequence")
                names = ", ".join(map(_quoted, line["columns"]))
                marks = ", ".join("?" * len(line["columns"]))
                insert = f"INSERT INTO {_quoted(line['table'])} ({names}) VALUES ({marks})"  # noqa: S608
            elif line.get("end") == rows:
                return rows
    raise RowsBroken(f"The database of this backup ends after {rows} rows, before its end.")


def _lines(pieces: Iterable[bytes]) -> Iterator[Any]:
    waiting = b""
    for piece in pieces:
        *whole, waiting = (waiting + piece).split(b"\n")
        for line in whole:
            yield json.loads(line)
    if waiting:
        raise RowsBroken("The database of this backup ends in the middle of a row.")


def _line(value: object) -> bytes:
    return json.dumps(value, default=_blob, separators=(",", ":")).encode() + b"\n"


def _blob(value: object) -> dict[str, str]:
    if not isinstance(value, bytes):
        raise TypeError(f"got a {type(value).__name__}, expected what SQLite stores")
    return {"b": b64encode(value).decode()}


def _value(cell: object) -> object:
    return b64decode(cell["b"]) if isinstance(cell, dict) else cell


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

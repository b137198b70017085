"""The database keeps what it was told to keep, and forgets what it was told to forget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from besa.node.platform.models import Job
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check

_PRAGMAS = {
    "journal_mode": ("wal", "the write-ahead log"),
    "synchronous": ("2", "FULL: an acknowledged report survives a power cut"),
    "secure_delete": ("1", "what is deleted is overwritten"),
    "trusted_schema": ("0", "a tampered schema runs no functions"),
    "temp_store": ("2", "sorting stays in memory"),
}
_SHOWS = {
    "fsync": (("on",), "a commit reaches the disk"),
    "synchronous_commit": (("on", "remote_apply", "remote_write"), "an acknowledged report survives a power cut"),
    "full_page_writes": (("on",), "a torn page is repaired"),
}


@check("Database")
def durability(occasion: Occasion) -> Iterator[Finding]:
    """The settings that make a promise durable are really in force."""
    yield from _sqlite(occasion) if connection.vendor == "sqlite" else _postgresql()


def _sqlite(occasion: Occasion) -> Iterator[Finding]:
    wrong = []
    with connection.cursor() as cursor:
        for name, (wanted, meaning) in _PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}")
            got = str(cursor.fetchone()[0]).lower()
            if got != wanted:
                wrong.append(f"{name} is {got}, not {wanted} ({meaning})")
        if not occasion.quick:
            cursor.execute("PRAGMA quick_check")
            answer = cursor.fetchone()[0]
            if answer != "ok":
                wrong.append(f"quick_check says: {answer}")
    yield Finding(
        "Database",
        FAILS if wrong else OK,
        "; ".join(wrong) or "SQLite: write-ahead log, synchronous FULL, secure_delete, memory for sorting",
        "Use an untouched program and a local disk; if quick_check complains, restore a backup." if wrong else "",
    )
    path = Path("/" + str(connection.settings_dict["NAME"]).lstrip("/"))
    mode = path.stat().st_mode & 0o777 if path.exists() else 0
    yield Finding(
        "Database file",
        FAILS if mode & 0o007 else OK,
        f"mode {mode:o}" + (": every user of this machine may read it" if mode & 0o007 else ""),
        f"chmod o= {path}*" if mode & 0o007 else "",
    )


def _postgresql() -> Iterator[Finding]:
    wrong: list[str] = []
    weak: list[str] = []
    with connection.cursor() as cursor:
        for name, (wanted, meaning) in _SHOWS.items():
            got = _show(cursor, name)
            if got not in wanted:
                wrong.append(f"{name} is {got} ({meaning}: only with {wanted[0]})")
        weak += weaknesses(partial(_show, cursor))
    yield Finding(
        "Database",
        FAILS if wrong else WARNING if weak else OK,
        "; ".join(wrong + weak) or "PostgreSQL: fsync, synchronous_commit and full_page_writes are on",
        "Set them in postgresql.conf (or ALTER ROLE / ALTER DATABASE) and reload." if wrong + weak else "",
    )


def weaknesses(show: Callable[[str], str]) -> Iterator[str]:
    """What is not wrong but should be better; `show` gives the value of one of PostgreSQL's settings."""
    if show("data_checksums") != "on":
        yield "data_checksums is off: a rotting disk goes unnoticed"
    if show("is_superuser") == "on":
        yield "the node's account is a superuser: give it one that owns only its database"
    if show("log_statement") not in ("none", "ddl"):
        yield "log_statement writes statements into the server's log"
    if "off" in (show("autovacuum"), show("track_counts")):
        yield "autovacuum (or track_counts) is off: the queue grows slow, and what was deleted stays in its files"


def _show(cursor: object, name: str) -> str:
    cursor.execute(f"SHOW {name}")  # type: ignore[attr-defined]
    return str(cursor.fetchone()[0])  # type: ignore[attr-defined]


@check("Migrations")
def migrations(occasion: Occasion) -> Iterator[Finding]:
    """The tables are those of this version of the program."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Finding(
        "Migrations",
        FAILS if plan else OK,
        f"{len(plan)} are not applied" if plan else "all applied",
        "Run `besa upgrade`." if plan else "",
    )


@check("Jobs")
def waiting_jobs(occasion: Occasion) -> Iterator[Finding]:
    """No job was given up, none waits for long."""
    failed = Job.objects.filter(failed=True).count()
    late = Job.objects.filter(failed=False, due__lt=occasion.now - timedelta(minutes=15)).count()
    if failed or late:
        yield Finding(
            "Jobs",
            WARNING,
            f"{failed} given up, {late} more than 15 minutes late",
            "Look for besa.jobs in the worker's log (journalctl -u besa-worker); mend the cause, restart the worker.",
        )
    else:
        yield Finding("Jobs", OK, "none given up, none late")

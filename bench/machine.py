"""What a benchmark runs on: processor, memory, Python, and the database with its version and what it promises."""

from __future__ import annotations

import os
import platform
import sqlite3
from pathlib import Path


def on_postgresql() -> bool:
    return os.environ.get("BESA_DATABASE_URL", "").startswith("postgresql")


def database() -> str:
    """ "SQLite 3.45.1" or "PostgreSQL 15.8 (fsync on, synchronous_commit on)": as the server itself says it."""
    if not on_postgresql():
        return f"SQLite {sqlite3.sqlite_version}"
    import psycopg

    with psycopg.connect(os.environ["BESA_DATABASE_URL"]) as connection:
        told = [
            str((connection.execute(f"SHOW {name}").fetchone() or ("?",))[0])
            for name in ("server_version", "fsync", "synchronous_commit")
        ]
    return f"PostgreSQL {told[0].split()[0]} (fsync {told[1]}, synchronous_commit {told[2]})"


def here() -> str:
    """The machine in one line. Cores are those this process may use."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores of {_processor()}, {memory:.0f} GB, Python {platform.python_version()}, {platform.system()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())

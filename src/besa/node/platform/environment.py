"""Read the node's settings from the environment, once, strictly: a bad setting refuses to start.

Every field below is documented in docs/settings.md; a test keeps the two together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

FACES = ("all", "public", "staff", "partners", "worker")


class BadSetting(ValueError):
    """A setting that cannot be used; the text says which, what it was and what it may be."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the operator decided. Paths are absolute; times are in the unit their name says."""

    home: Path
    keys: Path
    database_url: str
    face: str
    origin: str
    country: str
    lock_minutes: int
    upload_limit_mb: int
    upload_files: int
    report_files: int
    incoming_limit_mb: int
    draft_hours: int
    idle_minutes: int
    pace_per_minute: int
    exit_url: str
    networks: Path
    log_days: int

    @property
    def secure(self) -> bool:
        """Whether visitors come over TLS; only a loopback demonstration may say no."""
        return self.origin.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        host = urlsplit(self.origin).hostname or "127.0.0.1"
        return (host, "127.0.0.1", "localhost", "[::1]")


def read(environ: Mapping[str, str]) -> Environment:
    """Build the Environment from BESA_* variables.

    Raises:
        BadSetting: a value is missing its meaning, or a BESA_* name is unknown (a typo must not pass silently).
    """
    known = {f"BESA_{field.name.upper()}" for field in fields(Environment)}
    unknown = sorted(name for name in environ if name.startswith("BESA_") and name not in known)
    if unknown:
        raise BadSetting(f"Unknown setting {unknown[0]}. Known are: {', '.join(sorted(known))}.")
    home = Path(environ.get("BESA_HOME") or "./besa-home").expanduser().resolve()
    return Environment(
        home=home,
        keys=Path(environ.get("BESA_KEYS") or home / "keys").expanduser().resolve(),
        database_url=_database(environ.get("BESA_DATABASE_URL") or f"sqlite:///{home / 'besa.sqlite3'}"),
        face=_choice("BESA_FACE", environ.get("BESA_FACE") or "all", FACES),
        origin=_origin(environ.get("BESA_ORIGIN") or "http://127.0.0.1:8000"),
        country=(environ.get("BESA_COUNTRY") or "al").lower(),
        lock_minutes=_number(environ, "BESA_LOCK_MINUTES", 15, 1, 720),
        upload_limit_mb=_number(environ, "BESA_UPLOAD_LIMIT_MB", 20, 1, 1024),
        upload_files=_number(environ, "BESA_UPLOAD_FILES", 5, 0, 50),
        report_files=_number(environ, "BESA_REPORT_FILES", 30, 0, 1000),
        incoming_limit_mb=_number(environ, "BESA_INCOMING_LIMIT_MB", 2048, 1, 1_000_000),
        draft_hours=_number(environ, "BESA_DRAFT_HOURS", 4, 1, 72),
        idle_minutes=_number(environ, "BESA_IDLE_MINUTES", 5, 1, 60),
        pace_per_minute=_number(environ, "BESA_PACE_PER_MINUTE", 600, 1, 1_000_000),
        exit_url=environ.get("BESA_EXIT_URL") or "",
        networks=Path(environ.get("BESA_NETWORKS") or home / "networks.txt").expanduser().resolve(),
        log_days=_number(environ, "BESA_LOG_DAYS", 0, 0, 3650),
    )


@cache
def current() -> Environment:
    """The settings of this process."""
    return read(os.environ)


def _choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadSetting(f"{name} is '{value}'; it must be one of {', '.join(allowed)}.")
    return value


def _number(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise BadSetting(f"{name} is '{text}'; it must be a whole number from {low} to {high}.")
    return int(text)


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise BadSetting(f"BESA_ORIGIN is '{value}'; it must look like https://besa.example.org, without a path.")
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise BadSetting(f"BESA_ORIGIN is '{value}'; only a loopback address may go without https.")
    return f"{parts.scheme}://{parts.netloc}"


def _database(value: str) -> str:
    scheme = urlsplit(value).scheme
    if scheme not in ("sqlite", "postgresql"):
        raise BadSetting(
            f"BESA_DATABASE_URL starts with '{scheme}'; it must be sqlite:///path or postgresql://user@host/name."
        )
    return value

"""BESA_HOME/backups.json: when a backup was last made, last read back, and last opened with two shares."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

_FILE = "backups.json"


@dataclass(frozen=True)
class Diary:
    """Moments in ISO 8601 UTC, None for never; `size` in bytes. Where backups lie is not kept."""

    made: str | None = None
    size: int = 0
    read_back: str | None = None
    opened_with_shares: str | None = None

    def age_hours(self, what: str | None, now: datetime) -> float | None:
        """Hours since one of the moments, None for never."""
        return None if what is None else (now - datetime.fromisoformat(what)).total_seconds() / 3600


def read(home: Path) -> Diary:
    """The diary of the node living in `home`; an unreadable one is an empty one."""
    try:
        return Diary(**json.loads((home / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Diary()


def note(home: Path, **changes: Any) -> None:
    """Write new values of the diary's fields, whole or not at all."""
    diary = replace(read(home), **changes)
    fresh = home / f".{_FILE}.{os.getpid()}"
    fresh.write_text(json.dumps(asdict(diary)), encoding="utf-8")
    fresh.replace(home / _FILE)

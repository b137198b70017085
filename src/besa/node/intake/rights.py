"""What each process may do to this room's table in PostgreSQL; faces/database_roles.py grants it and nothing else."""

from __future__ import annotations

from typing import Final

RIGHTS: Final = {
    "intake_pouch": {"public": "SELECT, INSERT, UPDATE, DELETE", "worker": "SELECT (id, expires), DELETE"},
}

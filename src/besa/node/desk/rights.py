"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else."""

from __future__ import annotations

from typing import Final

_ALL = "SELECT, INSERT, UPDATE, DELETE"

RIGHTS: Final = {
    "desk_draft": {"staff": _ALL, "worker": "SELECT (id, report_id), DELETE"},
    "desk_batch": {"staff": "SELECT, INSERT"},
    "desk_batchline": {"staff": "SELECT, INSERT, UPDATE (state, why)"},
    "desk_savedview": {"staff": _ALL},
    "desk_search_desks": {"staff": "SELECT, INSERT"},
    "desk_search": {
        "staff": "SELECT, INSERT",
        "worker": "SELECT (id, at, wrapped_key, sealed_words), UPDATE (wrapped_key, sealed_words)",
    },
}

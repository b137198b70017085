"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

Only the staff face knows what is in cases; the worker sees which files hang on older keys. No row of
what was written is ever deleted: erasing empties it.
"""

from __future__ import annotations

from typing import Final

RIGHTS: Final = {
    "cases_case": {"staff": "SELECT, INSERT, UPDATE", "worker": "SELECT (id, reference)"},
    "cases_file": {"staff": "SELECT, INSERT, UPDATE", "worker": "SELECT (id, case_id, erased_at)"},
    "cases_access": {
        "staff": "SELECT, INSERT, UPDATE, DELETE",
        "worker": "SELECT (id, file_id, desk_id, desk_key_id)",
    },
    "cases_filed": {"staff": "SELECT, INSERT, DELETE"},
    "cases_entry": {"staff": "SELECT, INSERT, UPDATE (sealed, ended_at, ended_by_id, erased_at)"},
    "cases_sighting": {"staff": "SELECT, INSERT, DELETE"},
    "cases_erasing": {"staff": "SELECT, INSERT, DELETE"},
    "cases_duty": {"staff": "SELECT, INSERT, UPDATE (sealed, due, done_at, done_by_id)"},
}

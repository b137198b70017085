"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

Nobody deletes a change, and what was proposed cannot be rewritten: only its decision is added.
"""

from __future__ import annotations

from typing import Final

RIGHTS: Final = {
    "law_change": {
        "staff": "SELECT, INSERT, UPDATE (state, decided_by_id, decided_at, answer, place, effects)",
        "worker": "SELECT",
    },
    "law_worklist": {"staff": "SELECT", "worker": "SELECT, INSERT, UPDATE, DELETE"},
}

"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

Only the staff face knows what is in letters. No row is ever deleted: erasing empties it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

RIGHTS: Final[Mapping[str, Mapping[str, str]]] = {
    "letters_letter": {
        "staff": "SELECT, INSERT, UPDATE",
        "worker": "SELECT (id, assessment_id, erased_at)",
    },
}

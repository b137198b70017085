"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

The worker links; the staff face reads links and works what people decide into them. The public face has no part in it.
"""

from __future__ import annotations

from typing import Final

_ALL = "SELECT, INSERT, UPDATE, DELETE"

RIGHTS: Final = {
    "links_held": {"staff": _ALL, "worker": _ALL},
    "links_token": {"staff": _ALL, "worker": _ALL},
    "links_sighting": {"staff": _ALL, "worker": _ALL},
    "links_tie": {"staff": _ALL, "worker": _ALL},
    "links_place": {"staff": _ALL, "worker": _ALL},
    "links_part": {"staff": _ALL, "worker": _ALL},
    "links_turn": {"staff": "SELECT, INSERT, UPDATE", "worker": "SELECT, INSERT, UPDATE"},
    "links_decision": {
        "staff": "SELECT, INSERT, UPDATE (ended_by_id, ended_at)",
        "worker": "SELECT, UPDATE (ended_at)",
    },
}

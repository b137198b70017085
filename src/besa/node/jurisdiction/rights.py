"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

Only the staff face knows what is in assessments; the worker sees which of them hang on older keys. No row of what was
written is ever deleted: erasing empties it.
"""

from __future__ import annotations

from typing import Final

RIGHTS: Final = {
    "jurisdiction_assessment": {
        "staff": "SELECT, INSERT, UPDATE",
        "worker": "SELECT (id, reference, file_id, erased_at)",
    },
    "jurisdiction_access": {
        "staff": "SELECT, INSERT, UPDATE, DELETE",
        "worker": "SELECT (id, assessment_id, desk_id, desk_key_id)",
    },
    # A row is locked while the quota is counted, which needs a right to change some column of it.
    "jurisdiction_gapmap": {
        "staff": "SELECT, INSERT, UPDATE (wanted_at)",
        "worker": "SELECT, UPDATE, DELETE",
    },
    "jurisdiction_gapmapuse": {"staff": "SELECT, INSERT"},
    # Nobody takes back what was counted; of a reason only the words go, with the assessment, or to its newer key.
    "jurisdiction_newanswer": {"staff": "SELECT, INSERT"},
    "jurisdiction_reason": {"staff": "SELECT, INSERT, UPDATE (sealed)"},
    "jurisdiction_erasing": {"staff": "SELECT, INSERT, DELETE"},
}

"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

Only the staff face knows cases. Nothing in them is ever deleted but access, and a report's belonging.
"""

from __future__ import annotations

from typing import Final

RIGHTS: Final = {
    "cases_case": {"staff": "SELECT, INSERT, UPDATE"},
    "cases_file": {"staff": "SELECT, INSERT, UPDATE"},
    "cases_access": {"staff": "SELECT, INSERT, UPDATE, DELETE"},
    "cases_filed": {"staff": "SELECT, INSERT, DELETE"},
    "cases_entry": {"staff": "SELECT, INSERT, UPDATE (sealed, ended_at, ended_by_id)"},
    "cases_duty": {"staff": "SELECT, INSERT, UPDATE (sealed, due, done_at, done_by_id)"},
}

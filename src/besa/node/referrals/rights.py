"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

The staff face shows what others referred; the command that takes it in works as the owner of the tables.
"""

from __future__ import annotations

from typing import Final

RIGHTS: Final = {
    "referrals_source": {"staff": "SELECT"},
    "referrals_import": {"staff": "SELECT"},
    "referrals_referral": {"staff": "SELECT"},
}

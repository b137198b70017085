"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

Everybody leaves marks in the ledger and jobs for the worker; only the worker puts marks into the tree, and nobody
changes or deletes one.
"""

from __future__ import annotations

from typing import Final

# INSERT ... RETURNING id needs to see the id.
_LEAVES = "INSERT, SELECT (id)"

RIGHTS: Final = {
    "platform_job": {"public": _LEAVES, "staff": _LEAVES, "worker": "SELECT, INSERT, UPDATE, DELETE"},
    "platform_ledgerentry": {
        "public": _LEAVES,
        "staff": "SELECT, INSERT",
        "partners": "SELECT",
        "worker": "SELECT, INSERT, UPDATE (sequence)",
        "backup": "INSERT",
    },
    "platform_ledgertile": {"staff": "SELECT", "partners": "SELECT", "worker": "SELECT, INSERT, UPDATE"},
    "platform_ledgercheckpoint": {
        "staff": "SELECT",
        "partners": "SELECT",
        "worker": "SELECT, INSERT, UPDATE, DELETE",
    },
    "platform_ledgerturn": {"worker": "SELECT, INSERT, UPDATE"},
    # Django's own: what was migrated, and tables of libraries that we do not use.
    "django_migrations": {},
    "django_content_type": {},
    "auth_permission": {},
    "auth_group": {},
    "auth_group_permissions": {},
}

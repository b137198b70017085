"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

The public face sees which desks receive reports and their public keys; no account, no grant, no session.
"""

from __future__ import annotations

from typing import Final

_ALL = "SELECT, INSERT, UPDATE, DELETE"
_KEPT = "SELECT, INSERT, UPDATE"

RIGHTS: Final = {
    "people_staff": {"staff": _KEPT},
    "people_recovery": {"staff": "SELECT"},
    "people_desk": {
        "public": "SELECT (id, slug, receives_public)",
        "staff": _KEPT,
    },
    "people_deskkey": {
        "public": "SELECT (id, desk_id, version, public_key, public_key_vouch)",
        "staff": "SELECT, INSERT",
        "worker": "SELECT (id, desk_id, version)",
    },
    "people_membership": {"staff": _ALL},
    "people_grant": {"staff": _ALL},
    "people_reset": {"staff": _ALL},
    "people_session": {"staff": _ALL, "worker": "SELECT (expire_date), DELETE"},
    "people_brake": {"staff": _ALL, "worker": "SELECT (last_at), DELETE"},
    # The second steps; allauth's tables of mail addresses stay empty.
    "mfa_authenticator": {"staff": _ALL},
    "account_emailaddress": {"staff": "SELECT"},
    "account_emailconfirmation": {},
}

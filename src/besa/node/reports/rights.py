"""What each process may do to this room's tables in PostgreSQL; faces/database_roles.py grants it and nothing else.

The public face writes reports and shows a reporter their own conversation. Notes, labels, referrals and the desks' keys
it may only delete, when a reporter erases the report. The worker sees which sealed files are still owned, and links
reports by their blind tokens.
"""

from __future__ import annotations

from typing import Final

_WRITES = "SELECT, INSERT, UPDATE"
_KEPT = "SELECT, INSERT, DELETE"
_SAID = "SELECT, INSERT, UPDATE (read_at), DELETE"
_COUNTED = "SELECT (id, reference, desk_id, state, received_at, changed_at, linked), UPDATE (linked)"
_ERASES = "SELECT (report_id), DELETE"

RIGHTS: Final = {
    "reports_report": {"public": _WRITES, "staff": _WRITES, "worker": _COUNTED},
    "reports_access": {
        "public": "INSERT, SELECT (id, report_id), DELETE",
        "staff": "SELECT, INSERT, UPDATE, DELETE",
        "worker": "SELECT (id, report_id, desk_id, desk_key_id)",
    },
    "reports_reporteraccess": {"public": _KEPT, "staff": _ERASES},
    "reports_message": {"public": _SAID, "staff": _SAID},
    "reports_note": {"public": _ERASES, "staff": _KEPT},
    "reports_attachment": {"public": _KEPT, "staff": _KEPT, "worker": "SELECT (id)"},
    "reports_sighting": {"public": "INSERT, SELECT (id, report_id), DELETE", "staff": _KEPT, "worker": "SELECT"},
    "reports_sketch": {"public": "INSERT, SELECT (id, report_id), DELETE", "staff": _KEPT, "worker": "SELECT"},
    "reports_assessment": {"public": "INSERT, SELECT (id, report_id), DELETE", "staff": _KEPT},
    "reports_label": {"public": _ERASES, "staff": "SELECT, INSERT, UPDATE (ended_at), DELETE"},
    "reports_step": {"public": "INSERT, SELECT (id)", "staff": "SELECT, INSERT"},
    "reports_referralout": {"public": _ERASES, "staff": _KEPT},
}

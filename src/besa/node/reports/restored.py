"""Erase again, in a restored database, what had been erased before: by plain SQL, as no node runs there yet.

Whoever asked for their words to be deleted must not find them back because a disk died. What remains is the same
tombstone that `actions/erase.py` leaves; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

from besa.node.platform import restore
from besa.node.platform.restored_database import RestoredDatabase

# Everything that hangs on a report, but for its steps, which hold no content.
TABLES = (
    "reports_access",
    "reports_reporteraccess",
    "reports_attachment",
    "reports_message",
    "reports_note",
    "reports_sighting",
    "reports_sketch",
    "reports_label",
    "reports_referralout",
    "reports_assessment",
)


def erase_again(database_url: str, home: Path, ids: Iterable[UUID], now: datetime) -> int:
    """Erase the reports `ids` that are alive in the database, with their files in `home`; returns how many were."""
    with closing(RestoredDatabase(database_url)) as database:
        return database.erase(
            lambda: sum(_erase(database, home, report, now) for report in sorted(ids)),
            tables=(*TABLES, "reports_report"),
        )


def _erase(database: RestoredDatabase, home: Path, report: UUID, now: datetime) -> bool:
    key, at = database.uuid(report), database.moment(now)
    alive = database.execute("SELECT state FROM reports_report WHERE id = %s AND state <> 'erased'", (key,))
    if not alive:
        return False
    files = database.execute("SELECT id FROM reports_attachment WHERE report_id = %s", (key,))
    for table in TABLES:
        database.execute(f"DELETE FROM {table} WHERE report_id = %s", (key,))  # noqa: S608 - our own words
    database.execute(
        "INSERT INTO reports_step (report_id, at, act, before, after, outcome) "
        "VALUES (%s, %s, 'erase', %s, 'erased', '')",
        (key, at, alive[0][0]),
    )
    database.execute(
        "UPDATE reports_report SET state = 'erased', sealed_told = %s, claimed_by_id = NULL, reasons = '[]', "
        "unread = %s, unread_by_reporter = %s, linked = %s, waiting_since = NULL, answer_due = NULL, "
        "take_due = NULL, kept_until = NULL, erased_at = %s, changed_at = %s WHERE id = %s",
        (b"", False, False, False, at, at, key),
    )
    database.record(
        actor="operator",
        verb="reports.report.erased",
        object_id=str(report),
        payload={"files": len(files)},
        now=now,
    )
    for (file,) in files:
        name = UUID(str(file)).hex
        (home / "sealed" / name[:2] / name).unlink(missing_ok=True)
    return True


restore.register_eraser(erase_again)

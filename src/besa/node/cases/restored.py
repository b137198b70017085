"""Erase again, in a restored database, parts of cases that had been erased before: by plain SQL, as no node runs yet.

What remains is the same as `actions/erase.py` leaves; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

from besa.node.cases.values import ERASED_AGAIN as AGAIN
from besa.node.platform import restore
from besa.node.platform.restored_database import RestoredDatabase

# What hangs on a file: rows that go, and rows that stay without content.
GO = ("cases_access", "cases_sighting", "cases_erasing")
STAY = ("cases_entry", "cases_duty")


def erase_again(database_url: str, home: Path, ids: Iterable[UUID], now: datetime) -> int:
    """Erase the files and entries `ids` that are alive in the database; returns how many were."""
    with closing(RestoredDatabase(database_url)) as database:
        if not database.holds("cases_sighting"):
            return 0  # made before cases could be erased: `besa check` names what is alive after the upgrade
        listed = sorted(ids)
        return database.erase(
            # Files first: an entry of a file that goes is gone with it.
            lambda: (
                sum(_erase_file(database, one, now) for one in listed)
                + sum(_erase_entry(database, one, now) for one in listed)
            ),
            tables=(*GO, *STAY, "cases_file", "cases_filed"),
        )


def _erase_file(database: RestoredDatabase, one: UUID, now: datetime) -> bool:
    key, at = database.uuid(one), database.moment(now)
    alive = database.execute("SELECT sort, case_id FROM cases_file WHERE id = %s AND erased_at IS NULL", (key,))
    if not alive:
        return False
    for table in GO:
        database.execute(f"DELETE FROM {table} WHERE file_id = %s", (key,))  # noqa: S608 - our own words
    for table in STAY:
        database.execute(f"UPDATE {table} SET sealed = %s WHERE file_id = %s", (b"", key))  # noqa: S608 - as above
    database.execute(
        "UPDATE cases_file SET sealed_title = %s, erased_at = %s, erased_for = %s WHERE id = %s", (b"", at, AGAIN, key)
    )
    sort, case = alive[0]
    if sort == "case":
        database.execute(
            "UPDATE cases_case SET erased_at = %s, changed_at = %s, reports_then = "
            "(SELECT count(*) FROM cases_filed WHERE case_id = %s) WHERE id = %s",
            (at, at, case, case),
        )
        database.execute("DELETE FROM cases_filed WHERE case_id = %s", (case,))
    database.record(actor="operator", verb="cases.file.erased", object_id=str(one), payload={"reason": AGAIN}, now=now)
    return True


def _erase_entry(database: RestoredDatabase, one: UUID, now: datetime) -> bool:
    key = database.uuid(one)
    alive = database.execute(
        "SELECT e.file_id FROM cases_entry e JOIN cases_file f ON f.id = e.file_id "
        "WHERE e.id = %s AND e.erased_at IS NULL AND f.erased_at IS NULL",
        (key,),
    )
    if not alive:
        return False
    database.execute("DELETE FROM cases_sighting WHERE entry_id = %s", (key,))
    database.execute(
        "UPDATE cases_entry SET sealed = %s, erased_at = %s WHERE id = %s", (b"", database.moment(now), key)
    )
    database.record(
        actor="operator",
        verb="cases.entry.erased",
        object_id=str(UUID(str(alive[0][0]))),
        payload={"entry": str(one), "reason": AGAIN},
        now=now,
    )
    return True


restore.register_eraser(erase_again)

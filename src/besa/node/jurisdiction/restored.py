"""Erase again, in a restored database, assessments that had been erased before: by plain SQL, as no node runs yet.

What remains is the same as `actions.erase` leaves; a test compares the two.
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

# What hangs on an assessment and goes with it; the words of reasons are emptied.
GO = ("jurisdiction_access", "jurisdiction_erasing")


def erase_again(database_url: str, home: Path, ids: Iterable[UUID], now: datetime) -> int:
    """Erase the assessments `ids`, and those of files of cases `ids`, that are alive; returns how many were."""
    with closing(RestoredDatabase(database_url)) as database:
        if not database.holds("jurisdiction_reason"):
            return 0  # made before they were erased like this: `besa check` names what is alive after the upgrade
        return database.erase(
            lambda: sum(_erase(database, one, now) for one in sorted(ids)),
            tables=(*GO, "jurisdiction_reason", "jurisdiction_assessment"),
        )


def _erase(database: RestoredDatabase, one: UUID, now: datetime) -> int:
    key, at = database.uuid(one), database.moment(now)
    alive = database.execute(
        "SELECT id FROM jurisdiction_assessment WHERE (id = %s OR file_id = %s) AND erased_at IS NULL", (key, key)
    )
    for (found,) in alive:
        for table in GO:
            database.execute(f"DELETE FROM {table} WHERE assessment_id = %s", (found,))  # noqa: S608 - our own words
        database.execute("UPDATE jurisdiction_reason SET sealed = %s WHERE assessment_id = %s", (b"", found))
        database.execute(
            "UPDATE jurisdiction_assessment SET sealed = %s, sealed_key = %s, able = 0, perhaps = 0, erased_at = %s, "
            "erased_for = %s WHERE id = %s",
            (b"", b"", at, AGAIN, found),
        )
        object_id = str(UUID(str(found)))
        verb = "jurisdiction.assessment.erased"
        database.record(actor="operator", verb=verb, object_id=object_id, payload={"reason": AGAIN}, now=now)
    return len(alive)


restore.register_eraser(erase_again)

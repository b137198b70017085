"""Erase again, in a restored database, assessments that had been erased before: by plain SQL, as no node runs yet.

What remains is the same as `actions.erase` leaves; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

from besa.node.platform import restore
from besa.node.platform.restored_database import RestoredDatabase


def erase_again(database_url: str, home: Path, ids: Iterable[UUID], now: datetime) -> int:
    """Erase the assessments `ids`, and those of files of cases `ids`, that are alive; returns how many were."""
    with closing(RestoredDatabase(database_url)) as database:
        if not _knows(database):
            return 0  # made before there were assessments
        return database.erase(
            lambda: sum(_erase(database, one, now) for one in sorted(ids)),
            tables=("jurisdiction_access", "jurisdiction_assessment"),
        )


def _knows(database: RestoredDatabase) -> bool:
    if database.sqlite:
        found = database.execute("SELECT 1 FROM pragma_table_info('jurisdiction_assessment')")
    else:
        found = database.execute("SELECT 1 FROM information_schema.tables WHERE table_name = 'jurisdiction_assessment'")
    return bool(found)


def _erase(database: RestoredDatabase, one: UUID, now: datetime) -> int:
    key, at = database.uuid(one), database.moment(now)
    alive = database.execute(
        "SELECT id FROM jurisdiction_assessment WHERE (id = %s OR file_id = %s) AND erased_at IS NULL", (key, key)
    )
    for (found,) in alive:
        database.execute("DELETE FROM jurisdiction_access WHERE assessment_id = %s", (found,))
        database.execute(
            "UPDATE jurisdiction_assessment SET sealed = %s, sealed_key = %s, able = 0, perhaps = 0, erased_at = %s "
            "WHERE id = %s",
            (b"", b"", at, found),
        )
        object_id = str(UUID(str(found)))
        database.record(
            actor="operator", verb="jurisdiction.assessment.erased", object_id=object_id, payload={}, now=now
        )
    return len(alive)


restore.register_eraser(erase_again)

"""Erase again, in a restored database, letters that had been erased before: by plain SQL, as no node runs there yet.

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


def erase_again(database_url: str, home: Path, ids: Iterable[UUID], now: datetime) -> int:
    """Erase the letters `ids`, and those of assessments or files of cases `ids`, that are alive; returns how many."""
    with closing(RestoredDatabase(database_url)) as database:
        if not database.holds("jurisdiction_reason"):
            return 0  # made before they were erased like this: `besa check` names what is alive after the upgrade
        return database.erase(
            lambda: sum(_erase(database, one, now) for one in sorted(ids)), tables=("letters_letter",)
        )


def _erase(database: RestoredDatabase, one: UUID, now: datetime) -> int:
    key, at = database.uuid(one), database.moment(now)
    alive = database.execute(
        "SELECT l.id FROM letters_letter l JOIN jurisdiction_assessment a ON a.id = l.assessment_id "
        "WHERE (l.id = %s OR a.id = %s OR a.file_id = %s) AND l.erased_at IS NULL",
        (key, key, key),
    )
    for (found,) in alive:
        database.execute(
            "UPDATE letters_letter SET sealed = %s, erased_at = %s, erased_for = %s WHERE id = %s",
            (b"", at, AGAIN, found),
        )
        object_id, verb = str(UUID(str(found))), "letters.letter.erased"
        database.record(actor="operator", verb=verb, object_id=object_id, payload={"reason": AGAIN}, now=now)
    return len(alive)


restore.register_eraser(erase_again)

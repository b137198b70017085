"""The room's jobs: look for assessments that hang on keys they should not; leave no erased key in the journal."""

from __future__ import annotations

import logging
from datetime import timedelta

from besa.node.jurisdiction import gap_map_tasks, queries
from besa.node.jurisdiction.actions import EMPTY_JOURNAL
from besa.node.platform import databases, jobs

LOOK_AT_KEYS = "jurisdiction.look_at_keys"
log = logging.getLogger("besa.jurisdiction")

__all__ = ["gap_map_tasks"]  # the jobs of the gap map are found here, too


@jobs.handler(LOOK_AT_KEYS)
def look_at_keys() -> None:
    """Raise the alarm about assessments under older desk keys, and about those that no desk can open."""
    for desk, number in queries.every_desk_under_older_keys().items():
        log.warning("%d assessments of desk %d are still under an older key", number, desk)
    if lost := queries.closed_to_everybody():
        log.error("%d assessments cannot be opened by any desk: run `besa check`", len(lost))


jobs.repeat(LOOK_AT_KEYS, every=timedelta(hours=1))


@jobs.handler(EMPTY_JOURNAL)
def empty_journal() -> None:
    """Let no copy of an erased assessment's key outlive it in the database's own journal."""
    databases.empty_journal()

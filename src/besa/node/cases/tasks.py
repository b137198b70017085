"""The room's jobs: look for files of cases that hang on keys they should not; leave no erased key in the journal."""

from __future__ import annotations

import logging
from datetime import timedelta

from besa.node.cases import queries
from besa.node.cases.actions import EMPTY_JOURNAL
from besa.node.platform import databases, jobs

LOOK_AT_KEYS = "cases.look_at_keys"
log = logging.getLogger("besa.cases")


@jobs.handler(LOOK_AT_KEYS)
def look_at_keys() -> None:
    """Raise the alarm about files under older desk keys, and about files that no desk can open.

    The worker holds no key, so it can only say so: a lead mends it with one press, together with the reports.
    """
    for desk, number in queries.every_desk_under_older_keys().items():
        log.warning("%d files of cases of desk %d are still under an older key", number, desk)
    if lost := queries.closed_to_everybody():
        log.error("%d cases have a file that no desk can open: run `besa check`", len(lost))


jobs.repeat(LOOK_AT_KEYS, every=timedelta(hours=1))


@jobs.handler(EMPTY_JOURNAL)
def empty_journal() -> None:
    """Let no copy of an erased file's keys outlive it in the database's own journal."""
    databases.empty_journal()

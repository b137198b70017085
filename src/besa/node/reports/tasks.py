"""The room's jobs: destroy the sealed bytes of erased reports and of uploads that never became part of one; look for
records that hang on keys they should not.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from uuid import UUID

from besa.node.platform import databases, environment, jobs
from besa.node.reports import queries, storage
from besa.node.reports.actions.erase import DESTROY_FILE, EMPTY_JOURNAL
from besa.node.reports.models import Attachment

SWEEP = "reports.sweep_files"
LOOK_AT_KEYS = "reports.look_at_keys"
log = logging.getLogger("besa.reports")


@jobs.handler(DESTROY_FILE)
def destroy_file(*, file: str) -> None:
    """Remove the sealed bytes of an erased report from disk, unless some report still owns them."""
    file_id = UUID(file)
    if not Attachment.objects.filter(pk=file_id).exists():
        storage.destroy(file_id)


@jobs.handler(EMPTY_JOURNAL)
def empty_journal() -> None:
    """Let no copy of an erased report's keys outlive it in the database's own journal."""
    databases.empty_journal()


@jobs.handler(SWEEP)
def sweep_files() -> None:
    """Remove sealed files that no report owns and that are older than any draft can be."""
    oldest = time.time() - 3 * 3600 * environment.current().draft_hours
    strays = [file_id for file_id, changed in storage.every_file() if changed < oldest]
    for start in range(0, len(strays), 500):
        batch = strays[start : start + 500]
        owned = set(Attachment.objects.filter(pk__in=batch).values_list("pk", flat=True))
        for file_id in batch:
            if file_id not in owned:
                storage.destroy(file_id)


jobs.repeat(SWEEP, every=timedelta(hours=1))


@jobs.handler(LOOK_AT_KEYS)
def look_at_keys() -> None:
    """Raise the alarm about records under older desk keys, and about reports that their desk cannot open.

    The worker holds no key, so it can only say so: a lead sees the same in the queue and mends it with one press.
    """
    for desk, number in queries.every_desk_under_older_keys().items():
        log.warning("%d records of desk %d are still under an older key: its lead can seal them anew", number, desk)
    if lost := queries.closed_to_their_desk():
        log.error("%d reports cannot be opened by their own desk: run `besa check`", len(lost))


jobs.repeat(LOOK_AT_KEYS, every=timedelta(hours=1))

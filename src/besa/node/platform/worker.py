"""The worker: sequences the ledger within a second, does jobs, repeats what has to be repeated, shows a heartbeat."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules

from besa.core.ledger import LogKeys
from besa.node.platform import environment, home, jobs, ledger_keys, sequencer
from besa.node.platform.checkpoint_archive import CheckpointArchive

log = logging.getLogger("besa.worker")

PAUSE = 0.5  # seconds between rounds; an entry waits at most about this long to get into the tree
HEARTBEAT = "worker.heartbeat"
NICE = 5


@dataclass
class _Repeated:
    kind: str
    seconds: float
    due: float = 0.0


def run(*, stop: threading.Event, still_wanted: Callable[[], bool] = lambda: True) -> None:
    """Work until `stop` is set or nobody wants us any more. A failing round is logged and tried again, ever slower."""
    # Pages come first: what the worker does may take a little longer.
    os.nice(NICE)
    autodiscover_modules("tasks")
    repeated = [_Repeated(kind, every.total_seconds()) for kind, every in jobs.repeated().items()]
    log_keys = ledger_keys.signing()
    archive = CheckpointArchive(home.folder("checkpoints") / "log.txt")
    pause = PAUSE
    while not stop.is_set() and still_wanted():
        try:
            pause = 0.0 if once(log_keys, archive, repeated) else PAUSE
        except Exception as error:  # noqa: BLE001 - the database may be away for a while; the worker must outlive that
            pause = min(max(pause, PAUSE) * 2, 30.0)
            log.warning("a round failed with %s; trying again in %.0f s", type(error).__name__, pause)
            close_old_connections()
        stop.wait(pause)


def once(keys: LogKeys, archive: CheckpointArchive, repeated: list[_Repeated]) -> bool:
    """One round: the ledger first, then due jobs, then what repeats. Returns whether one of these has more to do."""
    now = datetime.now(UTC)
    try:
        sequencer.sequence_all(now=now, keys=keys, archive=archive)
    except sequencer.LedgerForked as forked:
        # Nothing was signed. Everything else goes on: a forked ledger must not keep erased files on disk.
        log.error("%s", forked)
    jobs.work_once(now)
    more = False
    for entry in repeated:
        if time.monotonic() >= entry.due:
            unfinished = jobs.do(entry.kind)
            entry.due = time.monotonic() + (0.0 if unfinished else entry.seconds)
            more = more or unfinished
    (environment.current().home / HEARTBEAT).write_text(now.isoformat(), encoding="ascii")
    return more

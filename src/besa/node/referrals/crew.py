"""Take a file in with several processes: one reads it, the others judge, seal and commit a batch at a time each.

Only so many batches are under way as keep everybody busy, so memory stays flat however long the file is.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from besa.core.formats import Item
from besa.node.platform.actors import Actor
from besa.node.referrals import actions
from besa.node.referrals.gathering import together
from besa.node.referrals.values import SourceView, Tally

Progress = Callable[[Tally, Sequence[Item]], None]

_PR_SET_PDEATHSIG = 1
_UNDER_WAY = 8


@contextmanager
def crew(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """Processes with the rooms loaded, to be used for one file after another; None where one process does it all."""
    if processes <= 1:
        yield None
        return
    # Spawned, not forked: a database connection must not be shared between processes.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(os.getpid(),)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def take_in(
    items: Iterable[Item],
    *,
    pool: ProcessPoolExecutor | None,
    run: UUID,
    done: int,
    source: SourceView,
    actor: Actor,
    progress: Progress = lambda _tally, _batch: None,
) -> Tally:
    """Take in every item after the first `done`; `progress` hears of each batch once it is committed, in order."""
    whole = Tally()
    rest = islice(together(items), done, None)
    for batch, tally in _committed(actions.batches(rest), pool, run, source, actor):
        done += len(batch)
        actions.advance(run, done=done)
        whole += tally
        progress(tally, batch)
    return whole


def _committed(
    batches: Iterator[list[Item]], pool: ProcessPoolExecutor | None, run: UUID, source: SourceView, actor: Actor
) -> Iterator[tuple[list[Item], Tally]]:
    if pool is None:
        for batch in batches:
            yield batch, _one(batch, run, source, actor)
        return
    under_way: deque[tuple[list[Item], Future[Tally]]] = deque()
    for batch in batches:
        under_way.append((batch, pool.submit(_one, batch, run, source, actor)))
        if len(under_way) > _UNDER_WAY:
            first, tally = under_way.popleft()
            yield first, tally.result()
    while under_way:
        first, tally = under_way.popleft()
        yield first, tally.result()


def _one(batch: list[Item], run: UUID, source: SourceView, actor: Actor) -> Tally:
    return actions.take_in(batch, run=run, source=source, actor=actor, now=datetime.now(UTC))


def _begin(parent: int) -> None:
    """In a new process: end with the parent, leave Ctrl-C to it, load the rooms."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import django

    django.setup()

"""Take a file in with several processes: one reads it, the others judge, seal and commit a batch at a time each.

Only so many batches are under way as keep everybody busy, so memory stays flat however long the file is.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from uuid import UUID

from besa.core.formats import Item
from besa.node.platform import databases
from besa.node.platform.actors import Actor
from besa.node.referrals import actions, crew_member
from besa.node.referrals.gathering import together
from besa.node.referrals.values import SourceView, Tally

Progress = Callable[[Tally, Sequence[Item]], None]

_UNDER_WAY = 8


@contextmanager
def crew(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """Processes with the rooms loaded, to be used for one file after another; None where one process does it all."""
    if processes <= 1:
        databases.room_for_writing()
        yield None
        return
    # Spawned, not forked: a database connection must not be shared between processes.
    context = multiprocessing.get_context("spawn")
    mine = (os.getpid(),)
    with ProcessPoolExecutor(processes, mp_context=context, initializer=crew_member.begin, initargs=mine) as pool:
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
            yield batch, crew_member.take_in(batch, run, source, actor)
        return
    under_way: deque[tuple[list[Item], Future[Tally]]] = deque()
    for batch in batches:
        under_way.append((batch, pool.submit(crew_member.take_in, batch, run, source, actor)))
        if len(under_way) > _UNDER_WAY:
            first, tally = under_way.popleft()
            yield first, tally.result()
    while under_way:
        first, tally = under_way.popleft()
        yield first, tally.result()

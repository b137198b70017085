"""Work that is done by several processes at once, each with all that its parent holds in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

PROCESSES = min(2, os.cpu_count() or 1)
_tasks: list[Callable[[], Any]] = []
"""Children are forked and find their work here; only results are sent."""


def divided(tasks: Sequence[Callable[[], Any]], *, processes: int = PROCESSES) -> list[Any]:
    """What each task gives, in their order. Tasks are begun in that order: put the longest first.

    Whatever a task raises is raised here, and BrokenProcessPool if one of the processes dies.
    """
    if processes == 1 or len(tasks) == 1:
        return [task() for task in tasks]
    _tasks[:] = tasks
    try:
        with ProcessPoolExecutor(min(processes, len(tasks)), mp_context=get_context("fork")) as pool:
            return list(pool.map(_do, range(len(tasks))))
    finally:
        _tasks.clear()


def _do(number: int) -> Any:
    return _tasks[number]()

"""Let slow, memory-hungry work happen a few at a time, with a line of bounded length before it.

Whoever finds the line full is told so at once: a flood of guesses must not hold every thread that others need.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooBusy(OSError):
    """Too many are waiting already; nothing was done, and trying again a little later is right."""


class Turns:
    """At most `at_once` at work and `waiting` in line, counted over the threads of one process."""

    def __init__(self, *, at_once: int, waiting: int) -> None:
        self._work = threading.BoundedSemaphore(at_once)
        self._line = threading.BoundedSemaphore(at_once + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn.

        Raises:
            TooBusy: the line is full.
        """
        if not self._line.acquire(blocking=False):
            raise TooBusy("too many are waiting for their turn")
        try:
            with self._work:
                yield
        finally:
            self._line.release()

"""Staff read the queue: so many a day, in working hours, always what stands first at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Any

CAPACITY = 20
_FROM, _HOURS = 8, 8


def looks(arrivals: Sequence[datetime], keys: Sequence[Any], *, capacity: int = CAPACITY) -> list[timedelta | None]:
    """When each is first looked at, after its arrival (in order of arrival); None: not before the year ends.

    `keys` sort the queue, lowest first, and never change. Every day `capacity` looks, evenly from 08:00 to 16:00 UTC.
    """
    found: list[timedelta | None] = [None] * len(arrivals)
    waiting: list[tuple[Any, int]] = []
    next_one = 0
    day = arrivals[0].replace(hour=_FROM, minute=0, second=0, microsecond=0)
    step = timedelta(hours=_HOURS) / capacity
    last = arrivals[-1] + timedelta(days=1)
    while day <= last:
        for look in range(capacity):
            now = day + look * step
            while next_one < len(arrivals) and arrivals[next_one] <= now:
                heappush(waiting, (keys[next_one], next_one))
                next_one += 1
            if waiting:
                one = heappop(waiting)[1]
                found[one] = now - arrivals[one]
        day += timedelta(days=1)
    return found

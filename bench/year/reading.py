"""Staff read the queue: so many a day, in working hours, always what stands first at that moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Any

CAPACITY = 20
_FROM, _HOURS = 8, 8
_SATURDAY = 5


@dataclass(frozen=True)
class Looks:
    """For each report (in order of arrival) when it was first looked at, after its arrival; None: not in the year.

    `covered`: when it was decided with others of its bundle, without being read itself. `used`: looks that were needed.
    """

    read: list[timedelta | None]
    covered: list[timedelta | None]
    used: int


def looks(
    arrivals: Sequence[datetime],
    keys: Sequence[Any],
    *,
    capacity: int = CAPACITY,
    bundles: Sequence[Collection[bytes]] | None = None,
    weekends: bool = True,
) -> Looks:
    """Every day `capacity` looks, evenly from 08:00 to 16:00 UTC. `keys` sort the queue, lowest first, for good.

    `bundles`: for each report those it may be decided with, the one it is worked on in first; none if it must be read
    by itself. A look at one report then covers all of its first bundle that wait at that moment.
    """
    read: list[timedelta | None] = [None] * len(arrivals)
    covered: list[timedelta | None] = [None] * len(arrivals)
    waiting: list[tuple[Any, int]] = []
    in_bundle: dict[bytes, list[int]] = defaultdict(list)
    next_one = used = 0
    day = arrivals[0].replace(hour=_FROM, minute=0, second=0, microsecond=0)
    step = timedelta(hours=_HOURS) / capacity
    last = arrivals[-1] + timedelta(days=1)
    while day <= last:
        for look in range(capacity if weekends or day.weekday() < _SATURDAY else 0):
            now = day + look * step
            while next_one < len(arrivals) and arrivals[next_one] <= now:
                heappush(waiting, (keys[next_one], next_one))
                for bundle in bundles[next_one] if bundles else ():
                    in_bundle[bundle].append(next_one)
                next_one += 1
            while waiting and covered[waiting[0][1]] is not None:
                heappop(waiting)
            if not waiting:
                continue
            one = heappop(waiting)[1]
            read[one], used = now - arrivals[one], used + 1
            for bundle in list(bundles[one])[:1] if bundles else ():
                for other in in_bundle.pop(bundle, ()):
                    if read[other] is None and covered[other] is None:
                        covered[other] = now - arrivals[other]
        day += timedelta(days=1)
    return Looks(read, covered, used)


def worked(arrival: datetime, time: timedelta | None) -> timedelta | None:
    """How much of a time after an arrival lay in working hours."""
    return None if time is None else _worked_until(arrival + time) - _worked_until(arrival)


def _worked_until(at: datetime) -> timedelta:
    begun = at.replace(hour=_FROM, minute=0, second=0, microsecond=0)
    today = min(max(at - begun, timedelta(0)), timedelta(hours=_HOURS))
    return timedelta(hours=_HOURS) * at.toordinal() + today

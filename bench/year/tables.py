"""Markdown tables of what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import ceil


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]], note: str = "") -> str:
    lines = [f"## {title}", ""]
    if note:
        lines += [note, ""]
    lines += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def within(times: Iterable[timedelta | None], hours: float) -> int:
    """How many were looked at in so many hours."""
    return sum(time is not None and time <= timedelta(hours=hours) for time in times)


def percentile(times: Sequence[timedelta | None], share: float, *, day: int = 24) -> str:
    """The time by which that share was looked at; those never looked at come last. `day`: hours in a day (of work)."""
    if not times:
        return "none"
    ordered = sorted(times, key=lambda time: timedelta.max if time is None else time)
    time = ordered[max(0, ceil(share * len(ordered)) - 1)]
    if time is None:
        return "never"
    hours = time.total_seconds() / 3600
    return f"{hours:.1f} h" if hours < 3 * day else f"{hours / day:.0f} d"

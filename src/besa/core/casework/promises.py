"""Promises: the clocks we owe a reporter, kept, running, due soon or broken."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


class Promise(StrEnum):
    """How a promised answer stands."""

    NONE = "none"  # nothing owed: we answered, or it is closed
    RUNNING = "running"
    SOON = "soon"  # less than a quarter of the time is left
    BROKEN = "broken"


def promise_state(*, since: datetime | None, due: datetime | None, now: datetime) -> Promise:
    """How the answer promised for `due`, waited for since `since`, stands at `now`."""
    if since is None or due is None:
        return Promise.NONE
    if now >= due:
        return Promise.BROKEN
    soon = max((due - since) / 4, timedelta(minutes=15))
    return Promise.SOON if due - now <= soon else Promise.RUNNING

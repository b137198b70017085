"""The room's jobs: link what arrived, soon after it arrived."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from besa.node.links.actions import catch_up
from besa.node.links.linking import TurnTaken
from besa.node.platform import jobs

CATCH_UP = "links.catch_up"
_AT_ONCE = 50
"""So many batches in one go: the worker has other work too, and comes back."""


@jobs.handler(CATCH_UP)
def link_what_arrived() -> None:
    """Until nothing waits, or for so many batches."""
    for _ in range(_AT_ONCE):
        try:
            if not catch_up(now=datetime.now(UTC)):
                return
        except TurnTaken:
            return


jobs.repeat(CATCH_UP, every=timedelta(seconds=2))

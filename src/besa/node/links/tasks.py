"""The room's jobs: link what arrived, soon after it arrived."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from besa.node.links.actions import catch_up
from besa.node.links.linking import TurnTaken
from besa.node.platform import jobs

CATCH_UP = "links.catch_up"
_SECONDS = 1.0
"""No batch is begun after that: in a flood of referrals a child's report still gets into the ledger soon."""


@jobs.handler(CATCH_UP)
def link_what_arrived() -> bool:
    """Until nothing waits, or for so long; returns whether something still waits."""
    began = time.monotonic()
    while time.monotonic() - began < _SECONDS:
        try:
            # Whoever has the turn may have been killed: the ledger must not wait until that turn runs out.
            if not catch_up(now=datetime.now(UTC), patience=0.0):
                return False
        except TurnTaken:
            return False
    return True


jobs.repeat(CATCH_UP, every=timedelta(seconds=2))

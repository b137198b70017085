"""What each process of a crew does. Imports no room before Django is there: a new process reads this module first."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
from datetime import UTC, datetime
from uuid import UUID

from besa.core.formats import Item
from besa.node.platform.actors import Actor
from besa.node.referrals.values import SourceView, Tally

_PR_SET_PDEATHSIG = 1
_VALUES = 20_000


def begin(parent: int) -> None:
    """In a new process: end with the parent, leave Ctrl-C to it, load the rooms."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import django

    django.setup()
    from besa.node.platform import databases

    databases.room_for_writing()
    # What is loaded stays, and a referral makes thousands of small values without a circle among them.
    gc.freeze()
    gc.set_threshold(_VALUES)


def take_in(batch: list[Item], run: UUID, source: SourceView, actor: Actor) -> Tally:
    """One batch, in a transaction of its own."""
    from besa.node.referrals import actions

    return actions.take_in(batch, run=run, source=source, actor=actor, now=datetime.now(UTC))

"""The room's job: the work list of the law as it counts now, made where nobody waits for it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from besa.node.law.actions import RENEW, renew_worklist
from besa.node.platform import jobs

_SECONDS = 0.5
"""In one go: the ledger and what arrives come first."""


@jobs.handler(RENEW)
def renew() -> bool:
    """Make the list anew if the law or the day is another one; returns whether there is more to do."""
    return renew_worklist(on=timezone.now().date(), seconds=_SECONDS)


jobs.repeat(RENEW, every=timedelta(hours=6))

"""The room's job: the work list of the law as it counts now, made where nobody waits for it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from besa.node.law.actions import RENEW, renew_worklist
from besa.node.platform import jobs


@jobs.handler(RENEW)
def renew() -> None:
    """Make the list anew if the law or the day is another one."""
    renew_worklist(on=timezone.now().date())


jobs.repeat(RENEW, every=timedelta(hours=6))

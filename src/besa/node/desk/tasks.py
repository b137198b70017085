"""The room's job: forget what was searched for, and what was begun on reports that are no more."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from besa.node.desk import actions
from besa.node.platform import jobs

FORGET = "desk.forget"


@jobs.handler(FORGET)
def forget() -> None:
    """Forget what nobody should find any more."""
    actions.forget_words(timezone.now())
    actions.forget_orphans()


jobs.repeat(FORGET, every=timedelta(hours=1))

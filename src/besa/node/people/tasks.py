"""The room's jobs: forget sessions that ended and tries that are long past."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from besa.node.people import brake
from besa.node.people.sessions import SessionStore
from besa.node.platform import jobs

FORGET = "people.forget"


@jobs.handler(FORGET)
def forget() -> None:
    """Delete rows that nobody needs any more."""
    SessionStore.clear_expired()
    brake.forget_old(timezone.now())


jobs.repeat(FORGET, every=timedelta(hours=1))

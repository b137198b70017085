"""The room's repeated job: destroy drafts and mailboxes whose time is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from besa.node.intake import actions
from besa.node.platform import jobs

PURGE = "intake.purge"


@jobs.handler(PURGE)
def purge() -> None:
    """Destroy what expired."""
    actions.purge(datetime.now(UTC))


jobs.repeat(PURGE, every=timedelta(minutes=5))

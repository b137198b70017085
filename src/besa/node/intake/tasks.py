"""The room's job: destroy drafts and mailboxes whose time is over. It promises itself again each time."""

from __future__ import annotations

from datetime import UTC, datetime

from besa.node.intake import actions
from besa.node.platform import jobs

PURGE = "intake.purge"


@jobs.handler(PURGE)
def purge() -> None:
    """Destroy what expired."""
    actions.purge(datetime.now(UTC))

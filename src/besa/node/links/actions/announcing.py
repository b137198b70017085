"""Note that a desk was told of links to reports it may not see, so that who asks too often is noticed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.node.people.keyring import Keyring
from besa.node.platform import ledger


def note_announced(report: UUID, levels: Sequence[str], *, keyring: Keyring, now: datetime) -> None:
    """Mark it before the page is shown; `levels` are what was told, and nothing more is known."""
    with transaction.atomic():
        ledger.record(
            actor=keyring.actor,
            verb="links.links.read",
            object_id=str(report),
            payload={"announced": [*levels]},
            now=now,
        )

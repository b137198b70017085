"""Look into a pouch, for whoever holds its key."""

from __future__ import annotations

from datetime import datetime

from besa.core.sealing import SealBroken, open_text
from besa.node.intake.drafts import Draft, OpenMailbox
from besa.node.intake.keys import PouchKey
from besa.node.intake.models import Pouch

DRAFT = "draft"
MAILBOX = "mailbox"


def draft(key: PouchKey | None, *, now: datetime, lock: bool = False) -> Draft | None:
    """The draft under `key`, locked for the running transaction if asked; None: there is none, or it expired."""
    text = _text(key, DRAFT, now, lock=lock)
    return None if text is None else Draft.of_text(text)


def mailbox(key: PouchKey | None, *, now: datetime) -> OpenMailbox | None:
    """The open mailbox under `key`; None when there is none or it was idle too long."""
    text = _text(key, MAILBOX, now)
    return None if text is None else OpenMailbox.of_text(text)


def _text(key: PouchKey | None, kind: str, now: datetime, *, lock: bool = False) -> str | None:
    if key is None:
        return None
    rows = Pouch.objects.select_for_update() if lock else Pouch.objects.all()
    row = rows.filter(pk=key.row, expires__gt=now).first()
    if row is None:
        return None
    try:
        return open_text(bytes(row.sealed), key=key.seal, record=key.row, field=kind)
    except SealBroken:
        # A row changed behind our back opens for nobody; the reporter begins again rather than meeting an error.
        return None

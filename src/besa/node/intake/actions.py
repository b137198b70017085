"""Keep, change and throw away pouches. They hold nothing that was sent, so they leave no ledger entry."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from besa.core.sealing import new_code, seal_text
from besa.node.intake import incoming, queries
from besa.node.intake.drafts import AlreadySent, Draft, OpenMailbox, Sent, values_of
from besa.node.intake.keys import PouchKey
from besa.node.intake.models import Pouch
from besa.node.platform import environment
from besa.node.platform.actors import REPORTER
from besa.node.reports import storage
from besa.node.reports.actions import AlreadyReceived, TooManyFiles, receive, write_from_reporter
from besa.node.reports.values import Received, SealedUpload

Change = Callable[[Draft], Draft]

MAILBOX_IDLE = timedelta(minutes=15)


def change_draft(key: PouchKey, change: Change, *, now: datetime) -> Draft:
    """Apply `change` to the draft under `key` (an empty one when there is none) and keep it; returns the new one.

    Two requests of one browser wait for each other, so that neither loses the other's words.

    Raises:
        AlreadySent: it was sent meanwhile.
    """
    with transaction.atomic():
        before = queries.draft(key, now=now, lock=True) or Draft()
        if before.sent is not None:
            raise AlreadySent
        after = change(before)
        _write(key, queries.DRAFT, after.to_text(), now + _draft_life())
    return after


def send(key: PouchKey, draft: Draft, *, language: str, now: datetime) -> None:
    """Hand the draft in. The code is kept for its page in the very transaction that keeps the report.

    Sending the same draft again (a double click, a line that died before the answer came) changes nothing.
    """
    files = tuple(one for one in draft.files if incoming.take(key.row, one.file_id))
    code = new_code()

    def keep_code(received: Received) -> None:
        sent = Sent(
            code=code.digits,
            reference=received.reference,
            received_at=received.received_at,
            answer_due=received.answer_due,
            entry=received.entry,
        )
        # From here on the story is in the report and nowhere else.
        _write(key, queries.DRAFT, Draft(sent=sent).to_text(), now + _draft_life())

    with suppress(AlreadyReceived):
        receive(
            values_of(draft, language=language, files=files),
            actor=REPORTER,
            code=code,
            submission=key.submission(),
            now=now,
            also=keep_code,
        )


def forget_code(key: PouchKey, *, now: datetime) -> None:
    """Keep the acknowledgement without the code, once it stands on somebody's paper."""
    draft = queries.draft(key, now=now)
    if draft is not None and draft.sent is not None:
        after = Draft(sent=replace(draft.sent, code=""))
        _write(key, queries.DRAFT, after.to_text(), now + _draft_life())


def keep_mailbox(key: PouchKey, content: OpenMailbox, *, now: datetime) -> None:
    """Open a mailbox, or keep an open one open a while longer."""
    _write(key, queries.MAILBOX, content.to_text(), now + MAILBOX_IDLE)


def write(
    key: PouchKey, content: OpenMailbox, text: str, *, token: str, now: datetime, files: tuple[SealedUpload, ...] = ()
) -> None:
    """Send one more message (or files) from an open mailbox; `token` names the page it was typed on.

    Raises:
        NoSuchReport: the report was deleted meanwhile.
        TooManyFiles: the report may not have these as well; they are gone.
    """
    taken = tuple(one for one in files if incoming.take(key.row, one.file_id))
    try:
        with suppress(AlreadyReceived):
            write_from_reporter(
                content.handle, text, actor=REPORTER, submission=key.submission(token), now=now, files=taken
            )
    except TooManyFiles:
        for one in taken:
            storage.destroy(one.file_id)
        raise
    keep_mailbox(key, replace(content, typed=""), now=now)


def throw_away(key: PouchKey) -> None:
    """Destroy a pouch and the files that were waiting in it."""
    Pouch.objects.filter(pk=key.row).delete()
    incoming.clear(key.row)


def purge(now: datetime) -> int:
    """Destroy what expired, with its files; returns how many pouches went."""
    gone = list(Pouch.objects.filter(expires__lte=now).values_list("pk", flat=True))
    for row in gone:
        incoming.clear(row)
    Pouch.objects.filter(pk__in=gone, expires__lte=now).delete()
    old = incoming.untouched_since(now - _draft_life())
    kept = set(Pouch.objects.filter(pk__in=old).values_list("pk", flat=True))
    for row in old - kept:
        incoming.clear(row)
    return len(gone)


def _draft_life() -> timedelta:
    return timedelta(hours=environment.current().draft_hours)


def _write(key: PouchKey, kind: str, text: str, expires: datetime) -> None:
    sealed = seal_text(text, key=key.seal, record=key.row, field=kind)
    row = Pouch(pk=key.row, sealed=sealed, expires=expires)
    Pouch.objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["sealed", "expires"])

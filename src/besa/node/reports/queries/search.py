"""Search what a desk may open: identifiers through the blind index, text by opening report after report in memory.

There is no text index at rest, on purpose: an index of words is a copy of the stories.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import re2

from besa.core import identifiers
from besa.core.casework import State
from besa.core.sealing import SealBroken
from besa.core.triage import fold
from besa.core.triage.folding import plain, spellings
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.reports import seals
from besa.node.reports.judging import regions, token
from besa.node.reports.models import Access, Message, Sighting

_BATCH = 200
_MARK = 25  # whoever asks must be able to stop within milliseconds
KINDS = ("phone", "email", "url", "domain", "handle")


@dataclass(frozen=True, kw_only=True)
class TextHit:
    """`report_id` is None for a mark of progress; `scanned` counts reports looked at; `cursor` goes on from here."""

    report_id: UUID | None
    excerpt: str
    scanned: int
    cursor: str


def by_identifier(typed: str, *, keyring: Keyring) -> tuple[UUID, ...]:
    """Reports in which the identifier `typed` was seen, whatever kind it reads as, newest first."""
    wanted = {
        token(kind, canonical)
        for kind in KINDS
        for canonical in identifiers.canonicalise(kind, typed, regions=regions())
    }
    rows = (
        Sighting.objects.filter(token__in=wanted, report__accesses__desk_id__in=keyring.desk_ids)
        .exclude(report__state=State.ERASED)
        .order_by("-report__received_at")
        .values_list("report_id", flat=True)
    )
    return tuple(dict.fromkeys(rows[:500]))


def by_text(words: str, *, keyring: Keyring, cursor: str = "") -> Iterator[TextHit]:
    """Open the desk's reports, newest first, and yield those that hold every word, in either script, with or without
    diacritics; every few reports a mark of progress. Stop whenever enough is found; `cursor` of any mark goes on.

    A report that does not open (tampered) is passed over here; reading it names the fault.
    """
    needles = [fold(word) for word in words.split() if fold(word)]
    if not needles:
        return
    # Folding a whole text costs more than opening it, so most texts are passed over after a cheaper look.
    likely = [re2.compile(spellings(needle)) for needle in needles]
    scanned = 0
    while True:
        batch = _batch(keyring, cursor)
        if not batch:
            return
        replies = _messages([row[1] for row in batch])
        for access_id, report_id, desk_key, sealed, sealed_told in batch:
            scanned += 1
            cursor = str(access_id)
            try:
                excerpt = _look(
                    report_id, desk_key, sealed, sealed_told, replies.get(report_id, []), needles, likely, keyring
                )
            except (SealBroken, KeyNotHeld):
                excerpt = None
            if excerpt is not None:
                yield TextHit(report_id=report_id, excerpt=excerpt, scanned=scanned, cursor=cursor)
            elif scanned % _MARK == 0:
                yield TextHit(report_id=None, excerpt="", scanned=scanned, cursor=cursor)
        yield TextHit(report_id=None, excerpt="", scanned=scanned, cursor=cursor)


def searchable(*, keyring: Keyring) -> int:
    """How many reports a text search by this keyring looks through."""
    return Access.objects.filter(desk_id__in=keyring.desk_ids).count()


def _batch(keyring: Keyring, cursor: str) -> list[tuple[int, UUID, int, bytes, bytes]]:
    rows = Access.objects.filter(desk_id__in=keyring.desk_ids).exclude(report__state=State.ERASED)
    if cursor.isascii() and cursor.isdigit() and len(cursor) < 19:
        rows = rows.filter(pk__lt=int(cursor))
    columns = ("id", "report_id", "desk_key_id", "sealed", "report__sealed_told")
    return list(rows.order_by("-id").values_list(*columns)[:_BATCH])


def _messages(report_ids: list[UUID]) -> dict[UUID, list[tuple[UUID, str, bytes]]]:
    grouped: dict[UUID, list[tuple[UUID, str, bytes]]] = {}
    for report_id, message_id, side, sealed in Message.objects.filter(report_id__in=report_ids).values_list(
        "report_id", "id", "side", "sealed_text"
    ):
        grouped.setdefault(report_id, []).append((message_id, side, bytes(sealed)))
    return grouped


def _look(
    report_id: UUID,
    desk_key: int,
    sealed: bytes,
    sealed_told: bytes,
    replies: list[tuple[UUID, str, bytes]],
    needles: list[str],
    likely: list[Any],
    keyring: Keyring,
) -> str | None:
    """The line around the first word found, if all are there."""
    key = seals.key_by_desk(sealed, report=report_id, desk_key=desk_key, secret=keyring.secret(desk_key)).conversation
    told = seals.open_told(sealed_told, report=report_id, conversation=key)
    rule = told.contact_rule
    texts = [told.story, told.contacts, told.where_other, rule.how, rule.when, rule.avoid]
    texts += [
        seals.open_message(sealed_text, report=report_id, message_id=mid, side=side, conversation=key)
        for mid, side, sealed_text in replies
    ]
    text = "\n".join(text for text in texts if text)
    letters = plain(text)
    if not all(pattern.search(letters) for pattern in likely):
        return None
    text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    if not all(needle in folded for needle in needles):
        return None
    return _excerpt(text, needles)


def _excerpt(text: str, needles: list[str]) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    line = next((line for line in lines if any(needle in fold(line) for needle in needles)), lines[0] if lines else "")
    if len(line) <= 160:
        return line
    # Folding changes lengths, so the place is looked for word by word in the line itself.
    words = re.finditer(r"\S+", line)
    at = next((word.start() for word in words if any(needle in fold(word.group()) for needle in needles)), 0)
    start = max(0, min(at - 60, len(line) - 160))
    return ("… " if start else "") + line[start : start + 160] + " …"

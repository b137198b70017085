"""Check this node's whole ledger: rows, tree, every checkpoint here, in the archive, and in the hands of others."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from django.db.models import Q

from besa.core.ledger import Claim, Finding, Kind, Note, NoteBroken, VerifierKey, VerifyReport, audit
from besa.core.ledger.audit import Progress
from besa.core.ledger.claims import ARCHIVE, largest_signed, opened
from besa.core.ledger.explain import TODO, reads
from besa.core.ledger.notes import split_notes
from besa.node.platform import ledger
from besa.node.platform.checkpoint_archive import CheckpointArchive
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry
from besa.node.platform.stored_ledger import StoredLedger

SHOWN = 20
"""How many waiting entries are named one by one."""


class CannotCheck(LookupError):
    """Something needed for checking is missing or unreadable; says what, and nothing about the ledger."""


def check_ledger(
    *,
    now: datetime,
    keys: tuple[VerifierKey, ...],
    archive: CheckpointArchive,
    outside: Mapping[str, str],
    progress: Progress = lambda done, size: None,
) -> VerifyReport:
    """Recompute everything from the entry rows and compare it with every checkpoint there is.

    Args:
        keys: the public keys to trust for this ledger.
        outside: {where it came from: text of one or more signed checkpoints} that others hold.

    Raises:
        CannotCheck: an outside checkpoint is not one of this ledger.
    """
    held = sorted(chain.from_iterable(_outside(name, text, keys) for name, text in outside.items()))
    stored = StoredLedger()
    # In this order: what is sequenced while we look never makes an honest ledger look cut or forged.
    end = stored.end()
    sizes = archive.sizes()
    size = max(
        largest_signed(stored.checkpoints(newest_first=True), keys),
        largest_signed(archive.newest_first(sizes), keys),
        largest_signed(reversed(held), keys),
    )
    claims = heapq.merge(stored.checkpoints(), archive.claims(sizes), held)
    report = audit(
        stored,
        claims,
        keys=keys,
        size=size,
        end=end,
        archived=sizes[-2] if sizes else None,
        progress=progress,
    )
    more = [
        *_archive_gone(stored, archive, size),
        *_stripped(keys, size),
        *_misplaced(stored),
        *_renewed(),
        *_waiting(stored, now),
    ]
    return replace(report, findings=(*report.findings, *more))


def _outside(name: str, text: str, keys: tuple[VerifierKey, ...]) -> Iterator[Claim]:
    found = False
    for note in split_notes(text):
        found = True
        try:
            claim = Claim(Note.parse(note).checkpoint.size, name, note)
            opened(claim, keys)
        except NoteBroken as error:
            raise CannotCheck(
                f"{name} is no checkpoint of this ledger: {error}. If it names this ledger, then either the "
                "file is forged, or this node's keys were replaced: compare with the public keys you keep (--key)."
            ) from error
        yield claim
    if not found:
        raise CannotCheck(f"{name} holds no signed checkpoint.")


def _archive_gone(stored: StoredLedger, archive: CheckpointArchive, size: int) -> Iterator[Finding]:
    if size and not archive.exists() and next(stored.checkpoints(), None):
        yield Finding(
            Kind.CHECKPOINT_MISSING,
            f"There is no {ARCHIVE}, but the database holds signed checkpoints.",
            "The copy outside the database was removed, so nothing here would show a rewritten history.",
            "Put it back from a backup or a mirror. Otherwise the sequencer starts a new one and leaves a mark.",
        )


def _stripped(keys: tuple[VerifierKey, ...], newest: int) -> Iterator[Finding]:
    both = LedgerCheckpoint.objects.filter(Q(whole=True) | Q(size=newest)).order_by("size")
    for size, text in both.values_list("size", "note").iterator():
        try:
            opened(Claim(size, "", text), keys)
        except NoteBroken:
            continue  # told already
        try:
            Note.parse(text).require(keys)
        except NoteBroken as error:
            yield Finding(
                Kind.CHECKPOINT_BROKEN,
                f"The checkpoint for size {size} in the database: {error}.",
                "A signature was taken off; without the post-quantum one it will not convince in thirty years.",
                TODO,
            )


def _misplaced(stored: StoredLedger) -> Iterator[Finding]:
    for row in stored.misplaced():
        yield Finding(
            Kind.ENTRY_INSERTED,
            f"A row has the place {row[0]!r:.40}, which no sequencer gives. {reads(row)}",
            "The row was hidden from the order of entries.",
            TODO,
        )


def _renewed() -> Iterator[Finding]:
    for row in LedgerEntry.objects.filter(verb="platform.archive.renewed", sequence__isnull=False).order_by("sequence"):
        yield Finding(
            Kind.NOTICE,
            f"On {ledger.moment(row.at_ms):%Y-%m-%d %H:%M} UTC the archive of checkpoints was missing and begun again.",
            "Rewriting of what came before that day can only be noticed through checkpoints that others hold.",
            "Give such a checkpoint with --checkpoint.",
            row.sequence,
        )


def _waiting(stored: StoredLedger, now: datetime) -> Iterator[Finding]:
    waiting = ledger.waiting(now)
    if not waiting.count:
        return
    named = " ".join(reads(row) for row in stored.waiting(SHOWN))
    more = f" And {waiting.count - SHOWN} more." if waiting.count > SHOWN else ""
    yield Finding(
        Kind.ENTRY_LATE if waiting.late else Kind.ENTRY_WAITING,
        f"Without a place in the tree: {waiting.count}, the oldest since "
        f"{waiting.oldest:%Y-%m-%d %H:%M:%S} UTC. {named}{more}",
        "Until an entry is in the tree, removing it would not be noticed.",
        f"The worker should place them within {ledger.PROMISED.seconds} seconds. "
        + ("It does not: see that `besa worker` runs, and read its log." if waiting.late else "Nothing yet."),
    )


def read_outside(paths: Iterable[Path]) -> dict[str, str]:
    """{file name: its text} of checkpoint files from others.

    Raises:
        CannotCheck: one cannot be read.
    """
    texts = {}
    for path in paths:
        try:
            texts[path.name if path.name not in texts else str(path)] = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CannotCheck(f"{path} cannot be read: {error}.") from error
    return texts

"""Put waiting entries into the tree, in order, and sign what the tree is now: one at a time, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from besa.core.ledger import Frontier, LedgerError, LogKeys, Note, grow, tile_reader
from besa.core.ledger.entries import flaw
from besa.core.ledger.stored import leaf_of
from besa.core.ledger.vkeys import Kind
from besa.node.platform import ledger
from besa.node.platform.actors import SYSTEM
from besa.node.platform.checkpoint_archive import CheckpointArchive
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry, LedgerTile, LedgerTurn

BATCH = 2000
"""Entries put into the tree in one transaction: few enough that nobody who writes meanwhile waits noticeably."""

_HOUR_MS = 3_600_000


class LedgerForked(RuntimeError):
    """Signing now would contradict what was signed before; nothing was signed. Run `besa ledger verify`."""


@dataclass(frozen=True)
class Sequenced:
    """How many entries got their place, and how many the tree has now."""

    count: int
    size: int


def sequence_all(*, now: datetime, keys: LogKeys, archive: CheckpointArchive) -> Sequenced:
    """Put everything that waits into the tree, batch by batch. Raises what `sequence_once` raises."""
    count = 0
    while True:
        done = sequence_once(now=now, keys=keys, archive=archive)
        count += done.count
        if done.count < BATCH:
            return Sequenced(count, done.size)


def sequence_once(*, now: datetime, keys: LogKeys, archive: CheckpointArchive, limit: int = BATCH) -> Sequenced:
    """Put up to `limit` waiting entries into the tree and sign one checkpoint over them.

    The archive is written after the commit, so that it never holds a checkpoint the database could lose; what a crash
    keeps from it is added the next time.

    Raises:
        LedgerForked: the stored tree or the archive contradicts the newest checkpoint.
    """
    if _nothing_to_do(archive):
        return Sequenced(0, _newest_size())
    with transaction.atomic(durable=True):
        _take_turn()
        newest = LedgerCheckpoint.objects.order_by("-size").first()
        _compare_with_archive(newest, archive, now)
        # Before anything new is signed, the archive holds all that was: another sequencer may not have written yet.
        archive.catch_up(lambda size: _kept_notes(size, keys))
        frontier = _frontier(newest)
        rows = [row for row in _waiting(limit) if not flaw(*row[2:])]
        if rows:
            leaves = [leaf_of(row[1:]) for row in rows]
            _number(rows, frontier.size)
            _store(grow(frontier.size, leaves, _tile))
            frontier = frontier.extend(leaves)
            _sign(frontier, newest, keys, now)
    archive.catch_up(lambda size: _kept_notes(size, keys))
    return Sequenced(len(rows), frontier.size)


def kept_form(checkpoint: LedgerCheckpoint, keys: LogKeys) -> str:
    """The note as it is kept for good: with both signatures once an hour, else with the short one only.

    A post-quantum signature is 3 kB. Later checkpoints cover earlier ones, so one an hour protects all of them.
    """
    if checkpoint.whole:
        return checkpoint.note
    return Note.parse(checkpoint.note).only(Kind.ED25519, keys=keys.vkeys).text


_Row = tuple[int, int, str, int, str, str, str, bytes]


def _nothing_to_do(archive: CheckpointArchive) -> bool:
    # asked twice a second by an idle worker, so without a write lock
    if LedgerEntry.objects.filter(sequence=None).exists():
        return False
    last = archive.last()
    return (last.checkpoint.size if last else 0) == _newest_size()


def _newest_size() -> int:
    return LedgerCheckpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0


def _take_turn() -> None:
    # SQLite's IMMEDIATE transaction already lets one in at a time; PostgreSQL waits here for the other's commit.
    LedgerTurn.objects.get_or_create(pk=1)
    LedgerTurn.objects.select_for_update().get(pk=1)


def _compare_with_archive(newest: LedgerCheckpoint | None, archive: CheckpointArchive, now: datetime) -> None:
    last = archive.last()
    if last is None:
        if newest and LedgerCheckpoint.objects.count() > 1:  # after the first there was an archive
            ledger.record(
                actor=SYSTEM,
                verb="platform.archive.renewed",
                object_id="checkpoints/log.txt",
                payload={"size": newest.size},
                now=now,
            )
        return
    stored = LedgerCheckpoint.objects.filter(size=last.checkpoint.size).first()
    if stored is None or Note.parse(stored.note).checkpoint != last.checkpoint:
        raise LedgerForked(
            f"The archive {archive.path} holds a signed checkpoint for {last.checkpoint.size} entries that the "
            f"database does not have (its newest is for {newest.size if newest else 0}). The database was changed, or "
            "an older backup was restored. Nothing was signed. Run `besa ledger verify`."
        )


def _frontier(newest: LedgerCheckpoint | None) -> Frontier:
    if newest is None:
        return Frontier()
    try:
        signed = Note.parse(newest.note).checkpoint
        frontier = Frontier.at(signed.size, tile_reader(_tile))
    except LedgerError as error:
        raise LedgerForked(f"The stored ledger cannot be continued: {error}. Run `besa ledger verify`.") from error
    if frontier.root != signed.root or signed.size != newest.size:
        raise LedgerForked(
            f"The stored tree does not give the root that was signed for {newest.size} entries, so it was changed. "
            "Nothing was signed. Run `besa ledger verify`."
        )
    return frontier


def _waiting(limit: int) -> list[_Row]:
    rows = LedgerEntry.objects.filter(sequence=None).order_by("id")[:limit]
    return [
        (row_id, 0, name, at_ms, actor, verb, object_id, bytes(digest))
        for row_id, name, at_ms, actor, verb, object_id, digest in rows.values_list(
            "id", "name", "at_ms", "actor", "verb", "object_id", "digest"
        )
    ]


def _number(rows: list[_Row], first: int) -> None:
    table = connection.ops.quote_name(LedgerEntry._meta.db_table)
    places = [(sequence, row[0]) for sequence, row in enumerate(rows, first)]
    with connection.cursor() as cursor:
        # one prepared statement: bulk_update would build a CASE with thousands of arms
        cursor.executemany(f"UPDATE {table} SET sequence = %s WHERE id = %s AND sequence IS NULL", places)  # noqa: S608
        if cursor.rowcount != len(places):
            raise LedgerForked(
                f"got {cursor.rowcount} entries to number, expected {len(places)}: rows vanished while they were read"
            )


def _tile(level: int, number: int) -> bytes | None:
    hashes = LedgerTile.objects.filter(level=level, number=number).values_list("hashes", flat=True).first()
    return None if hashes is None else bytes(hashes)


def _store(tiles: dict[tuple[int, int], bytes]) -> None:
    LedgerTile.objects.bulk_create(
        [LedgerTile(level=level, number=number, hashes=hashes) for (level, number), hashes in tiles.items()],
        update_conflicts=True,
        unique_fields=["level", "number"],
        update_fields=["hashes"],
    )


def _sign(frontier: Frontier, newest: LedgerCheckpoint | None, keys: LogKeys, now: datetime) -> None:
    at_ms = ledger.milliseconds(now)
    note = keys.sign(size=frontier.size, root=frontier.root, at=at_ms // 1000)
    whole = newest is None or newest.at_ms // _HOUR_MS != at_ms // _HOUR_MS
    LedgerCheckpoint.objects.create(size=frontier.size, at_ms=at_ms, note=note.text, whole=whole)
    if newest and not newest.whole:
        newest.note = kept_form(newest, keys)
        newest.save(update_fields=["note"])


def _kept_notes(size: int, keys: LogKeys) -> Iterator[str]:
    for checkpoint in LedgerCheckpoint.objects.filter(size__gt=size).order_by("size").iterator():
        yield kept_form(checkpoint, keys)

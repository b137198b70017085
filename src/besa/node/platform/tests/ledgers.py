"""A ledger with real rows for the tests of this room, and the hands of somebody who tampers with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from besa.core.ledger import Frontier, LogKeys, VerifyReport, grow
from besa.core.ledger.stored import leaf_of
from besa.node.platform import ledger, sequencer
from besa.node.platform.actors import Actor
from besa.node.platform.checkpoint_archive import CheckpointArchive
from besa.node.platform.ledger_check import check_ledger
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry, LedgerTile
from besa.node.platform.stored_ledger import StoredLedger

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
KEYS = LogKeys("node.example/ledger", b"\x01" * 32, b"\x02" * 32)
STRANGER = LogKeys("node.example/ledger", b"\x08" * 32, b"\x09" * 32)
HERON = Actor("staff", "heron")
VERB = "platform.backup.made"


@dataclass
class Ledger:
    """Records, sequences and checks; `passed` is how far its clock has gone."""

    archive: CheckpointArchive
    passed: timedelta = timedelta(0)
    outside: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return NOW + self.passed

    def record(self, count: int = 1, *, about: str = "node/1") -> None:
        with transaction.atomic():
            for number in range(count):
                ledger.record(actor=HERON, verb=VERB, object_id=about, payload={"number": number}, now=self.now)

    def sequence(self, keys: LogKeys = KEYS) -> sequencer.Sequenced:
        return sequencer.sequence_all(now=self.now, keys=keys, archive=self.archive)

    def filled(self, *batches: int) -> Ledger:
        for batch in batches:
            self.record(batch)
            self.sequence()
            self.passed += timedelta(seconds=2)
        return self

    def check(self) -> VerifyReport:
        return check_ledger(now=self.now, keys=KEYS.vkeys, archive=self.archive, outside=self.outside)

    def told(self) -> list[tuple[str, int | None, int | None]]:
        return [
            (finding.kind.value, finding.first, finding.first if finding.last is None else finding.last)
            for finding in self.check().findings
        ]

    def keep_outside(self, name: str = "court.txt") -> None:
        """Give the newest checkpoint to somebody outside."""
        self.outside[name] = LedgerCheckpoint.objects.order_by("-size")[0].note


def new_ledger(folder: Path) -> Ledger:
    return Ledger(CheckpointArchive(folder / "checkpoints" / "log.txt"))


def edit(sequence: int, **changes: object) -> None:
    LedgerEntry.objects.filter(sequence=sequence).update(**(changes or {"actor": "staff/somebody-else"}))


def shift(first: int, by: int) -> None:
    """Renumber every row from `first` on, upwards or downwards, without ever having two in one place."""
    rows = LedgerEntry.objects.filter(sequence__gte=first).order_by("sequence" if by < 0 else "-sequence")
    for row_id, sequence in list(rows.values_list("id", "sequence")):
        LedgerEntry.objects.filter(pk=row_id).update(sequence=sequence + by)


def insert(sequence: int | None) -> None:
    """A row nobody recorded, as somebody with a database shell would write it."""
    table = connection.ops.quote_name(LedgerEntry._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (name, sequence, at_ms, actor, verb, object_id, digest) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            ["f" * 32, sequence, 1_795_339_800_000, "staff/heron", VERB, "node/1", b"\x05" * 32],
        )


def swap(one: int, other: int) -> None:
    first, second = LedgerEntry.objects.get(sequence=one), LedgerEntry.objects.get(sequence=other)
    LedgerEntry.objects.filter(pk=first.pk).update(sequence=10**9)
    LedgerEntry.objects.filter(pk=second.pk).update(sequence=one)
    LedgerEntry.objects.filter(pk=first.pk).update(sequence=other)


def grow_tree_again() -> None:
    """Recompute every stored tile from the rows as they are now."""
    rows = sorted(StoredLedger().rows(0, StoredLedger().end()))
    LedgerTile.objects.all().delete()
    tiles = grow(0, [leaf_of(row) for row in rows], lambda level, number: None)
    LedgerTile.objects.bulk_create(
        LedgerTile(level=level, number=number, hashes=hashes) for (level, number), hashes in tiles.items()
    )


def sign_again(keys: LogKeys = KEYS) -> None:
    """Sign every stored checkpoint anew over the rows as they are now."""
    leaves = [leaf_of(row) for row in sorted(StoredLedger().rows(0, StoredLedger().end()))]
    for checkpoint in LedgerCheckpoint.objects.all():
        if checkpoint.size > len(leaves):
            checkpoint.delete()
            continue
        root = Frontier().extend(leaves[: checkpoint.size]).root
        checkpoint.note = keys.sign(size=checkpoint.size, root=root, at=checkpoint.at_ms // 1000).text
        checkpoint.save()

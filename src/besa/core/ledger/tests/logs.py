"""Logs in memory for the tests of this room: rows, tiles and checkpoints that can be tampered with at will."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from besa.core.ledger import Claim, Entry, Frontier, LogKeys, Note, audit, grow
from besa.core.ledger.claims import ARCHIVE, DATABASE
from besa.core.ledger.findings import VerifyReport
from besa.core.ledger.stored import RowValues
from besa.core.ledger.subtrees import Reader, fold

KEYS = LogKeys("node.example/ledger", b"\x01" * 32, b"\x02" * 32)
NOW = 1_793_232_000


def leaves(count: int, salt: str = "") -> list[bytes]:
    return [sha256(f"{salt}{number}".encode()).digest() for number in range(count)]


def reader(hashes: list[bytes]) -> Reader:
    """A Reader over leaf hashes held in a list, the slow and obvious way."""

    def read(level: int, index: int) -> bytes:
        part = hashes[index << level : (index + 1) << level]
        assert len(part) == 1 << level, "a proof may only ask for complete subtrees"
        return Frontier().extend(part).root

    return read


def slow_root(hashes: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if len(hashes) <= 1:
        return hashes[0] if hashes else fold([])
    middle = 1
    while middle * 2 < len(hashes):
        middle *= 2
    return sha256(b"\x01" + slow_root(hashes[:middle]) + slow_root(hashes[middle:])).digest()


def entry(number: int, **changes: object) -> Entry:
    values: dict[str, object] = {
        "name": sha256(str(number).encode()).hexdigest()[:32],
        "at_ms": 1_793_232_000_000 + number,
        "actor": "staff/heron",
        "verb": "reports.report.opened",
        "object_id": f"report/{number}",
        "digest": sha256(b"payload").digest(),
    }
    return Entry(**(values | changes))  # type: ignore[arg-type]


@dataclass
class MemoryLog:
    """A StoredLog; `rows_by_sequence` and `tiles` are there to be tampered with."""

    rows_by_sequence: dict[int, RowValues] = field(default_factory=dict)
    tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)
    database: dict[int, str] = field(default_factory=dict)
    archive: dict[int, str] = field(default_factory=dict)
    outside: list[Note] = field(default_factory=list)

    def rows(self, first: int, end: int) -> list[RowValues]:
        return [row for at, row in sorted(self.rows_by_sequence.items()) if first <= at < end]

    def tile(self, level: int, number: int) -> bytes | None:
        return self.tiles.get((level, number))

    def add(self, entries: list[Entry], keys: LogKeys = KEYS) -> Note:
        """Sequence these entries and sign a checkpoint, as the node's sequencer does."""
        size = len(self.rows_by_sequence)
        for number, one in enumerate(entries, size):
            self.rows_by_sequence[number] = (
                number, one.name, one.at_ms, one.actor, one.verb, one.object_id, one.digest,
            )  # fmt: skip
        self.tiles |= grow(size, [one.leaf for one in entries], self.tile)
        all_leaves = b"".join(self.tiles[0, number] for number in range((size + len(entries) + 255) // 256))
        root = Frontier().extend(all_leaves[at : at + 32] for at in range(0, len(all_leaves), 32)).root
        note = keys.sign(size=size + len(entries), root=root, at=NOW)
        self.database[note.checkpoint.size] = self.archive[note.checkpoint.size] = note.text
        return note

    def check(self) -> VerifyReport:
        claims = [Claim(size, DATABASE, text) for size, text in self.database.items()]
        claims += [Claim(size, ARCHIVE, text) for size, text in self.archive.items()]
        claims += [Claim(note.checkpoint.size, "court.txt", note.text) for note in self.outside]
        return audit(
            self,
            sorted(claims),
            keys=KEYS.vkeys,
            size=max((claim.size for claim in claims), default=0),
            end=max(self.rows_by_sequence, default=-1) + 1,
            archived=max(self.archive, default=0),
        )


def log_of(*batches: int) -> MemoryLog:
    """A log that was sequenced in batches of these sizes."""
    log, number = MemoryLog(), 0
    for batch in batches:
        log.add([entry(at) for at in range(number, number + batch)])
        number += batch
    return log

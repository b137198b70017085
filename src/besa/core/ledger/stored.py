"""What an audit needs to read of a stored log, and hashes of its rows and tiles block by block in flat memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from besa.core.ledger.entries import encode_fields, flaw
from besa.core.ledger.errors import TileBroken
from besa.core.ledger.hashing import HASH_BYTES, leaf_hash
from besa.core.ledger.tiles import TILE_WIDTH, read_tile

BLOCK = 16 * TILE_WIDTH
"""How many entries are read at once."""

RowValues = tuple[int, str, int, str, str, str, bytes]
"""(sequence, name, at_ms, actor, verb, object_id, digest) exactly as stored: perhaps tampered with, so of any type."""


class StoredLog(Protocol):
    """The rows and tiles of a log, wherever they lie."""

    def rows(self, first: int, end: int) -> Iterable[RowValues]:
        """The rows with a sequence from `first` to `end` - 1, in order of sequence."""

    def tile(self, level: int, number: int) -> bytes | None:
        """The stored bytes of a tile, or None."""


@dataclass(frozen=True)
class Block:
    """Entries `start` .. : what their rows hash to (None: no row) and what the tiles say (None: no usable tile)."""

    start: int
    actual: list[bytes | None]
    signed: list[bytes | None]
    doubles: tuple[object, ...]
    """Sequences that more than one row claims, or that are no whole numbers."""
    damaged: tuple[tuple[int, int, str], ...]
    """(first, last, in words) of entries whose hash no tile holds."""


def leaf_of(row: RowValues) -> bytes:
    """The leaf hash of a row; a row that cannot be an entry gets a hash that no entry has."""
    if flaw(*row[1:]):
        return leaf_hash(b"not an entry: " + repr(row[1:]).encode("utf-8", "backslashreplace"))
    return leaf_hash(encode_fields(*row[1:]))


def read_block(log: StoredLog, start: int, end: int) -> Block:
    """Read and hash the entries `start` (a multiple of 256) to `end` - 1."""
    actual: list[bytes | None] = [None] * (end - start)
    doubles: list[object] = []
    for row in log.rows(start, end):
        place = row[0] - start if isinstance(row[0], int) else -1
        if place < 0 or actual[place] is not None:
            doubles.append(row[0])
        else:
            actual[place] = leaf_of(row)
    signed: list[bytes | None] = []
    damaged: list[tuple[int, int, str]] = []
    for first in range(start, end, TILE_WIDTH):
        width = min(TILE_WIDTH, end - first)
        hashes, problem = _read_short(log, first // TILE_WIDTH, width)
        signed += hashes + [None] * (width - len(hashes))
        if problem:
            damaged.append((first + len(hashes), first + width - 1, problem))
    return Block(start, actual, signed, tuple(doubles), tuple(damaged))


def _read_short(log: StoredLog, number: int, width: int) -> tuple[list[bytes | None], str]:
    """As many of the first `width` hashes of a lowest tile as are stored, and why not all."""
    data = log.tile(0, number)
    held = len(data or b"") // HASH_BYTES
    try:
        return [*read_tile(lambda level, number: data, 0, number, width)], ""
    except TileBroken as error:
        usable = held if data and len(data) == held * HASH_BYTES and held < width else 0
        return [*read_tile(lambda level, number: data, 0, number, usable)] if usable else [], str(error)


class Blocks:
    """Random access to row and tile hashes for explaining trouble; keeps a handful of blocks."""

    def __init__(self, log: StoredLog, size: int, end: int) -> None:
        self.log, self.size, self.end = log, size, end
        """`size` entries were signed; rows are stored up to `end`."""
        self._kept: OrderedDict[int, Block] = OrderedDict()

    def actual(self, sequence: int) -> bytes | None:
        """What the row with this sequence hashes to, None without one."""
        return self._at(sequence, lambda block: block.actual)

    def signed(self, sequence: int) -> bytes | None:
        """What the tiles say entry `sequence` hashes to, None when they do not."""
        return self._at(sequence, lambda block: block.signed) if sequence < self.size else None

    def row(self, sequence: int) -> RowValues | None:
        """The row with this sequence."""
        return next(iter(self.log.rows(sequence, sequence + 1)), None)

    def _at(self, sequence: int, side: Callable[[Block], list[_Hash]]) -> _Hash | None:
        limit = max(self.size, self.end)
        if not 0 <= sequence < limit:
            return None
        start = sequence - sequence % BLOCK
        if start not in self._kept:
            self._kept[start] = read_block(self.log, start, min(start + BLOCK, limit))
            if len(self._kept) > 6:
                self._kept.popitem(last=False)
        self._kept.move_to_end(start)
        return side(self._kept[start])[sequence - start]


_Hash = TypeVar("_Hash", bound=bytes | None)

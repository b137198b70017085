"""Check the stored tree itself: tiles against the rows the checkpoints vouch for, upper tiles against lower ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from besa.core.ledger.errors import TileBroken
from besa.core.ledger.findings import Collected, Finding, Kind
from besa.core.ledger.hashing import full_root
from besa.core.ledger.stored import Block, Blocks, StoredLog
from besa.core.ledger.tiles import TILE_WIDTH, read_tile, tile_path

MEANS = "The stored tree was changed, not the entries: proofs made from it would not lead to the signed root."
TODO = "The tree can be computed again from the rows, which agree with the signed checkpoints. Find out who changed it."


def tile_findings(blocks: Blocks, ranges: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    """One finding for each lowest tile in `ranges` that is not what the rows and the checkpoints say."""
    numbers = sorted({n for first, last in ranges for n in range(first // TILE_WIDTH, last // TILE_WIDTH + 1)})
    rightful = {sha256(repr(_tile(blocks, number)[0]).encode()).digest(): number for number in numbers}
    for number in numbers:
        actual, signed = _tile(blocks, number)
        wrong = [place for place, (a, b) in enumerate(zip(actual, signed, strict=True)) if a != b]
        if not wrong:
            continue
        first, last = number * TILE_WIDTH + wrong[0], number * TILE_WIDTH + wrong[-1]
        other = rightful.get(sha256(repr(signed).encode()).digest())
        path = tile_path(0, number, len(signed))
        if other is not None:
            found = f"{path} holds what belongs in {tile_path(0, other, len(signed))}."
            yield Finding(Kind.TILE_SWAPPED, found, MEANS, TODO, first, last)
        else:
            found = f"{path}: {len(wrong)} of {len(signed)} hashes are not those of the entries."
            yield Finding(Kind.TILE_CHANGED, found, MEANS, TODO, first, last)


def _tile(blocks: Blocks, number: int) -> tuple[list[bytes | None], list[bytes | None]]:
    places = range(number * TILE_WIDTH, min((number + 1) * TILE_WIDTH, blocks.size))
    return [blocks.actual(place) for place in places], [blocks.signed(place) for place in places]


class UpperTiles:
    """Follows the pass over the entries and checks every tile above the lowest level against what lies below it."""

    def __init__(self, log: StoredLog, size: int) -> None:
        self.log, self.size = log, size
        self._found = Collected()
        self._tiles: dict[int, tuple[int, list[bytes]]] = {}

    def take(self, block: Block) -> None:
        """Check the hashes above the full lowest tiles of this block."""
        for at in range(0, len(block.actual) - TILE_WIDTH + 1, TILE_WIDTH):
            number = (block.start + at) // TILE_WIDTH
            actual = [leaf for leaf in block.actual[at : at + TILE_WIDTH] if leaf is not None]
            signed = [leaf for leaf in block.signed[at : at + TILE_WIDTH] if leaf is not None]
            sides = [actual] if actual == signed else [actual, signed]
            roots = {full_root(side) for side in sides if len(side) == TILE_WIDTH}
            if roots:
                self._check(1, number, roots)

    def findings(self) -> Iterator[Finding]:
        return iter(self._found)

    def _check(self, level: int, index: int, roots: set[bytes]) -> None:
        number, place = divmod(index, TILE_WIDTH)
        width = min(TILE_WIDTH, self.size // TILE_WIDTH**level - number * TILE_WIDTH)
        if self._tiles.get(level, (-1, []))[0] != number:
            self._tiles[level] = number, self._read(level, number, width)
        hashes = self._tiles[level][1]
        if not hashes:
            return
        span = TILE_WIDTH**level
        if hashes[place] not in roots:
            found = f"{tile_path(level, number, width)}: hash {place} is not the one over the tile below it."
            self._add(Kind.TILE_CHANGED, found, index * span, (index + 1) * span - 1)
        if place == TILE_WIDTH - 1:
            self._check(level + 1, number, {full_root(hashes)})

    def _read(self, level: int, number: int, width: int) -> list[bytes]:
        try:
            return read_tile(self.log.tile, level, number, width)
        except TileBroken as error:
            span = TILE_WIDTH**level
            first = number * TILE_WIDTH * span
            self._add(Kind.TILE_MISSING, f"{error}.", first, min(self.size, first + width * span) - 1)
            return []

    def _add(self, kind: Kind, found: str, first: int, last: int) -> None:
        self._found.add(Finding(kind, found, MEANS, TODO, first, last))

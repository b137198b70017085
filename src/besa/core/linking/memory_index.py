"""An index in memory: about 31 bytes for each sighting, so that a million reports fit beside everything else.

Sightings are rows in four flat arrays. To find a token, its first 38 bits and the row's number stand in one of 4,096
sorted arrays of 64-bit numbers; the whole token is then checked. Removed rows stay, struck out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

from besa.core.linking.index import Seen
from besa.core.linking.values import Imprint, Sighting

_ROW_BITS = 26
_SHARD_BITS = 12
_SIZE = 16
_STRUCK = 0xFFFF


class MemoryIndex:
    """At most 67 million sightings."""

    def __init__(self) -> None:
        self._shards = [array("Q") for _ in range(1 << _SHARD_BITS)]
        self._tokens = bytearray()
        self._owners = array("I")
        self._codes = array("H")
        self._names: list[int] = []
        self._numbers: dict[int, int] = {}
        self._starts = array("I", [0])
        self._sketches: dict[int, tuple[bytes, ...]] = {}
        self._many: dict[bytes, int] = {}

    def add(self, report: int, imprint: Imprint) -> None:
        """Keep what stands in a report that the index does not hold yet."""
        if report in self._numbers:
            raise ValueError("the index holds this report already: remove it first")
        number = self._numbers[report] = len(self._names)
        self._names.append(report)
        for token, sort, role in sorted(set(imprint.sightings)):
            row = len(self._owners)
            shard, prefix = _place(token)
            insort(self._shards[shard], (prefix << _ROW_BITS) | row)
            self._tokens += token
            self._owners.append(number)
            self._codes.append(sort << 8 | role)
        self._starts.append(len(self._owners))
        if imprint.sketches:
            self._sketches[number] = imprint.sketches
        for token in {each.token for each in imprint.sightings} & self._many.keys():
            self._many[token] += 1

    def remove(self, report: int) -> None:
        """Forget a report; nothing happens if it is not there."""
        number = self._numbers.pop(report, None)
        if number is None:
            return
        gone = set()
        for row in range(self._starts[number], self._starts[number + 1]):
            self._codes[row] = _STRUCK
            gone.add(self._token(row))
        for token in gone & self._many.keys():
            self._many[token] -= 1
        self._sketches.pop(number, None)

    def seen(self, tokens: Iterable[bytes], *, most: int) -> Mapping[bytes, Seen]:
        """For each token how often it stands, and where if that is in at most `most` reports. Unseen: Seen(0, {})."""
        return {token: self._seen(token, most) for token in tokens}

    def imprints(self, reports: Iterable[int]) -> Mapping[int, Imprint]:
        """What stands in each of the reports; an empty Imprint for one that is not there."""
        return {report: self._imprint(report) for report in reports}

    def _seen(self, token: bytes, most: int) -> Seen:
        known = self._many.get(token)
        if known is not None and known > most:
            return Seen(known, {})
        shard, prefix = _place(token)
        rows = self._shards[shard]
        start = bisect_left(rows, prefix << _ROW_BITS)
        end = bisect_left(rows, (prefix + 1) << _ROW_BITS, start)
        owners: dict[int, tuple[int, ...]] = {}
        for at in range(start, end):
            row = rows[at] & ((1 << _ROW_BITS) - 1)
            if self._tokens.startswith(token, row * _SIZE) and self._codes[row] != _STRUCK:
                owner = self._names[self._owners[row]]
                owners[owner] = (*owners.get(owner, ()), self._codes[row] & 0xFF)
        if known is None and len(owners) > 32:
            self._many[token] = len(owners)
        return Seen(len(owners), owners if len(owners) <= most else {})

    def _imprint(self, report: int) -> Imprint:
        number = self._numbers.get(report)
        if number is None:
            return Imprint(())
        rows = range(self._starts[number], self._starts[number + 1])
        sightings = tuple(Sighting(self._token(row), self._codes[row] >> 8, self._codes[row] & 0xFF) for row in rows)
        return Imprint(sightings, self._sketches.get(number, ()))

    def _token(self, row: int) -> bytes:
        return bytes(self._tokens[row * _SIZE : (row + 1) * _SIZE])


def _place(token: bytes) -> tuple[int, int]:
    head = int.from_bytes(token[:8], "big")
    return head >> (64 - _SHARD_BITS), (head >> (64 - _SHARD_BITS - 38)) & ((1 << 38) - 1)

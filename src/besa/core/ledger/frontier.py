"""Grow a tree while keeping only its right edge: one hash per set bit of its size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from besa.core.ledger.errors import LedgerError
from besa.core.ledger.hashing import HASH_BYTES
from besa.core.ledger.subtrees import Reader, complete_subtrees, fold


@dataclass(frozen=True)
class Frontier:
    """The compact range of a tree of `size` leaves: the roots of its complete subtrees, biggest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        expected = self.size.bit_count()
        if self.size < 0 or len(self.peaks) != expected:
            raise LedgerError(
                f"got {len(self.peaks)} hashes for a tree of {self.size}, expected {expected}: "
                "this is not the right edge of that tree"
            )
        if any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise LedgerError("got a hash that is not 32 bytes long, expected SHA-256 hashes only")

    @classmethod
    def at(cls, size: int, read: Reader) -> Frontier:
        """The frontier of the tree of `size` leaves, from stored hashes; reads one hash per set bit of the size."""
        return cls(size, tuple(read(level, index) for level, index in complete_subtrees(0, size)))

    @property
    def root(self) -> bytes:
        """The RFC 6962 root, 32 bytes; the hash of nothing for an empty tree."""
        return fold(self.peaks)

    def append(self, leaf: bytes) -> Frontier:
        """The frontier with one more leaf hash; at most log2(size) hashings."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier with these leaf hashes added, in order; about one hashing a leaf."""
        peaks = list(self.peaks)
        size = self.size
        for leaf in leaves:
            node, carry = leaf, size
            while carry & 1:
                node = sha256(b"\x01" + peaks.pop() + node).digest()
                carry >>= 1
            peaks.append(node)
            size += 1
        return Frontier(size, tuple(peaks))

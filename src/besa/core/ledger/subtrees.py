"""Name the parts of a tree that never change again, and put any range of leaves together from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from besa.core.ledger.hashing import EMPTY_ROOT, node_hash

Reader = Callable[[int, int], bytes]
"""read(level, index): the hash over the 2**level leaves that start at index * 2**level, all of them present."""


def complete_subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """(level, index) of the complete subtrees that cover leaves start..end-1, biggest first.

    `start` must be a multiple of the smallest power of two that holds the range, as it is in every RFC 6962 range.
    """
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def range_hash(start: int, end: int, read: Reader) -> bytes:
    """The RFC 6962 hash over leaves start..end-1; reads at most one hash per bit of its length."""
    parts = [read(level, index) for level, index in complete_subtrees(start, end)]
    return fold(parts)


def fold(peaks: list[bytes] | tuple[bytes, ...]) -> bytes:
    """The root over complete subtrees listed biggest first."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root

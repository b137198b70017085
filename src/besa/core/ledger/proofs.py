"""Make inclusion and consistency proofs (RFC 6962 sections 2.1.1 and 2.1.2) from stored hashes."""

from __future__ import annotations

from besa.core.ledger.errors import ProofBroken
from besa.core.ledger.hashing import split
from besa.core.ledger.subtrees import Reader, range_hash

Proof = tuple[bytes, ...]
"""Hashes of 32 bytes, in the order RFC 6962 gives them: from the leaf towards the root."""


def prove_inclusion(index: int, size: int, read: Reader) -> Proof:
    """Why leaf `index` (from 0) stands in the tree of `size` leaves.

    Raises:
        ProofBroken: there is no such leaf in that tree.
    """
    if not 0 <= index < size:
        raise ProofBroken(f"got leaf {index}, expected 0 to {size - 1}: a tree of {size} has no such leaf")
    low, high = 0, size
    siblings: list[tuple[int, int]] = []
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            siblings.append((middle, high))
            high = middle
        else:
            siblings.append((low, middle))
            low = middle
    return tuple(range_hash(start, end, read) for start, end in reversed(siblings))


def prove_consistency(old: int, new: int, read: Reader) -> Proof:
    """Why the tree of `old` leaves is the beginning of the tree of `new` leaves; empty when they are the same size.

    Raises:
        ProofBroken: `old` is 0 (every tree begins with nothing, so there is nothing to prove) or beyond `new`.
    """
    if not 0 < old <= new:
        raise ProofBroken(f"got sizes {old} and {new}, expected 1 <= old <= new: there is nothing to prove")
    low, high = 0, new
    parts: list[tuple[int, int]] = []
    while high != old:
        middle = low + split(high - low)
        if old <= middle:
            parts.append((middle, high))
            high = middle
        else:
            parts.append((low, middle))
            low = middle
    if low > 0:  # the old tree is not one complete subtree: its last piece opens the proof
        parts.append((low, high))
    return tuple(range_hash(start, end, read) for start, end in reversed(parts))

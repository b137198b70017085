"""Check proofs without trusting whoever made them: RFC 9162 sections 2.1.3.2 and 2.1.4.2, apart from proofs.py."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from besa.core.ledger.errors import ProofBroken
from besa.core.ledger.hashing import HASH_BYTES, node_hash


def verify_inclusion(*, leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """Accept silently if `leaf` (a leaf hash) is number `index` of the tree with this size and root.

    Raises:
        ProofBroken: it is not, or the proof is malformed.
    """
    if not 0 <= index < size:
        raise ProofBroken(f"got leaf {index}, expected 0 to {size - 1}: a tree of {size} has no such leaf")
    _check_hashes(leaf, root, *proof)
    node, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofBroken(f"got {len(proof)} hashes, expected fewer: the proof goes on beyond the root")
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while node and not node & 1:
                node >>= 1
                last >>= 1
        else:
            result = node_hash(result, sibling)
        node >>= 1
        last >>= 1
    if last != 0:
        raise ProofBroken(f"got {len(proof)} hashes, expected more: the proof stops below the root")
    _same_root(result, root, f"entry {index} does not stand in this log as shown")


def verify_consistency(*, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Accept silently if the tree of `old` leaves with `old_root` is the beginning of the tree of `new` leaves.

    Raises:
        ProofBroken: it is not, the proof is malformed, or `old` is 0 (a proof from nothing proves nothing).
    """
    if not 0 < old <= new:
        raise ProofBroken(f"got sizes {old} and {new}, expected 1 <= old <= new: there is nothing to prove")
    _check_hashes(old_root, new_root, *proof)
    if old == new:
        if proof:
            raise ProofBroken(f"got {len(proof)} hashes, expected none: both trees have {old} leaves")
        _same_root(old_root, new_root, f"two histories were given for the same size {old}")
        return
    path = list(proof)
    if old & (old - 1) == 0:  # the old tree is one complete subtree and opens the proof itself
        path.insert(0, old_root)
    if not path:
        raise ProofBroken("got no hashes, expected some: the proof is empty")
    node, last = old - 1, new - 1
    while node & 1:
        node >>= 1
        last >>= 1
    first = second = path[0]
    for hashed in path[1:]:
        if last == 0:
            raise ProofBroken(f"got {len(proof)} hashes, expected fewer: the proof goes on beyond the root")
        if node & 1 or node == last:
            first = node_hash(hashed, first)
            second = node_hash(hashed, second)
            while node and not node & 1:
                node >>= 1
                last >>= 1
        else:
            second = node_hash(second, hashed)
        node >>= 1
        last >>= 1
    if last != 0:
        raise ProofBroken(f"got {len(proof)} hashes, expected more: the proof stops below the root")
    _same_root(first, old_root, f"the first {old} entries are not what they were when that root was given")
    _same_root(second, new_root, f"the log of {new} entries does not contain the log of {old}")


def _check_hashes(*hashes: bytes) -> None:
    for value in hashes:
        if len(value) != HASH_BYTES:
            raise ProofBroken(f"got a hash of {len(value)} bytes, expected {HASH_BYTES}: not a SHA-256 hash")


def _same_root(got: bytes, expected: bytes, meaning: str) -> None:
    if got != expected:
        raise ProofBroken(f"got root {b64encode(got).decode()}, expected {b64encode(expected).decode()}: {meaning}")

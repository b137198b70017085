"""Hash the leaves and nodes of the tree as RFC 6962 section 2.1 says, so that any transparency tool agrees."""

from __future__ import annotations

from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """32 bytes for one entry; the leading 0x00 keeps a leaf from ever passing for a node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """32 bytes for two subtrees of 32 bytes each, left before right."""
    return sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two smaller than `size` (at least 2): where RFC 6962 cuts a tree in two."""
    return 1 << ((size - 1).bit_length() - 1)


def full_root(hashes: list[bytes]) -> bytes:
    """The root over 2**k hashes, k >= 0."""
    while len(hashes) > 1:
        hashes = [
            sha256(b"\x01" + left + right).digest() for left, right in zip(hashes[::2], hashes[1::2], strict=True)
        ]
    return hashes[0]

"""Seal one field: AES-256-GCM, a fresh nonce, and the record and field it belongs to bound into it.

Layout: version (1 byte, 0x01) | nonce (12 bytes) | ciphertext and tag. Moving a sealed value to another record or
field, or changing any bit of it, makes it unopenable.
"""

from __future__ import annotations

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from besa.core.sealing.padding import pad, unpad

KEY_SIZE = 32
_VERSION = b"\x01"
_NONCE = 12


class SealBroken(Exception):
    """What was sealed does not open: the wrong key, the wrong place, or it was changed."""


def new_key() -> bytes:
    """A fresh 256-bit key from the operating system."""
    return os.urandom(KEY_SIZE)


def seal(data: bytes, *, key: bytes, record: str, field: str) -> bytes:
    """Seal `data` for field `field` of record `record`. The result is 29 bytes longer than `data`."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, data, _context(record, field))


def open_sealed(sealed: bytes | memoryview, *, key: bytes, record: str, field: str) -> bytes:
    """Open what `seal` made.

    Raises:
        SealBroken: nothing is returned unless every bit and the context are as they were.
    """
    data = bytes(sealed)
    if data[:1] != _VERSION:
        raise SealBroken(f"expected a sealed value of version 1, got {data[:1].hex() or 'nothing'}")
    try:
        return AESGCM(key).decrypt(data[1 : 1 + _NONCE], data[1 + _NONCE :], _context(record, field))
    except (InvalidTag, ValueError) as error:
        raise SealBroken("a sealed value does not open with this key in this place") from error


def seal_text(text: str, *, key: bytes, record: str, field: str) -> bytes:
    """Seal `text`, padded so that its length says little. Lone surrogates survive (browsers can send them)."""
    return seal(pad(text.encode("utf-8", "surrogatepass")), key=key, record=record, field=field)


def open_text(sealed: bytes | memoryview, *, key: bytes, record: str, field: str) -> str:
    """Open what `seal_text` made.

    Raises:
        SealBroken: as `open_sealed`.
    """
    data = open_sealed(sealed, key=key, record=record, field=field)
    try:
        return unpad(data).decode("utf-8", "surrogatepass")
    except ValueError as error:
        raise SealBroken("a sealed text is authentic but not text: sealed by something else") from error


def _context(record: str, field: str) -> bytes:
    """Length-prefixed, so that no two (record, field) pairs look alike."""
    parts = (record.encode(), field.encode())
    return b"besa/sealed/v1" + b"".join(struct.pack(">I", len(part)) + part for part in parts)

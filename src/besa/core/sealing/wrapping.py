"""Seal a secret to the owner of a key pair: HPKE base mode, MLKEM768-X25519, HKDF-SHA-256, AES-256-GCM (RFC 9180).

`purpose` says what kind of secret it is and `context` whose, both bound through HPKE's `info`: a desk key sealed for
one person cannot be passed off as another's, nor a record key as that of another record.
"""

from __future__ import annotations

import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from besa.core.sealing.boxes import SealBroken
from besa.core.sealing.keys import PublicKey, SecretKey

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_VERSION = b"\x01"


def wrap(secret: bytes, *, to: PublicKey, purpose: str, context: str) -> bytes:
    """Seal `secret` to `to`; 1,137 bytes longer than the secret."""
    return _VERSION + _SUITE.encrypt(secret, to.hpke(), info=_info(purpose, context))


def unwrap(sealed: bytes | memoryview, *, by: SecretKey, purpose: str, context: str) -> bytes:
    """Open what `wrap` made.

    Raises:
        SealBroken: another key, purpose or context, or it was changed.
    """
    data = bytes(sealed)
    if data[:1] != _VERSION:
        raise SealBroken(f"expected a wrapped key of version 1, got {data[:1].hex() or 'nothing'}")
    try:
        return _SUITE.decrypt(data[1:], by.hpke(), info=_info(purpose, context))
    except (InvalidTag, ValueError) as error:
        raise SealBroken(f"a wrapped key ({purpose}) does not open with this key in this place") from error


def _info(purpose: str, context: str) -> bytes:
    parts = (purpose.encode(), context.encode())
    return b"besa/wrap/v1" + b"".join(struct.pack(">I", len(part)) + part for part in parts)

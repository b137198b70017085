"""Hybrid key pairs: ML-KEM-768 with X25519, so that what is copied today stays closed to tomorrow's machines.

Secret form: ML-KEM seed (64 bytes) | X25519 secret (32 bytes). Public form: ML-KEM encapsulation key (1,184 bytes) |
X25519 public key (32 bytes). HPKE KEM 0x647a (MLKEM768-X25519).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

_SEED = 64
_ENCAPSULATION = 1184
_POINT = 32


@dataclass(frozen=True)
class PublicKey:
    """What everyone may know: seals to, never opens."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != _ENCAPSULATION + _POINT:
            raise ValueError(f"a public key has {_ENCAPSULATION + _POINT} bytes, got {len(self.raw)}")

    @classmethod
    def from_bytes(cls, raw: bytes) -> PublicKey:
        return cls(bytes(raw))

    def to_bytes(self) -> bytes:
        return self.raw

    @property
    def fingerprint(self) -> str:
        """32 hex digits that name the key, for people and for the ledger."""
        return hashlib.sha256(b"besa/public-key/v1" + self.raw).hexdigest()[:32]

    def hpke(self) -> MLKEM768X25519PublicKey:
        return _read(self.raw)


# A desk's key is used for every report; reading it takes a fifth of the time that a wrap takes.
@lru_cache(maxsize=64)
def _read(raw: bytes) -> MLKEM768X25519PublicKey:
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:_ENCAPSULATION]),
        X25519PublicKey.from_public_bytes(raw[_ENCAPSULATION:]),
    )


class SecretKey:
    """What opens. Its repr never shows it."""

    def __init__(self, raw: bytes) -> None:
        if len(raw) != _SEED + _POINT:
            raise ValueError(f"a secret key has {_SEED + _POINT} bytes, got {len(raw)}")
        self._raw = bytes(raw)
        self._lattice = MLKEM768PrivateKey.from_seed_bytes(self._raw[:_SEED])
        self._curve = X25519PrivateKey.from_private_bytes(self._raw[_SEED:])

    @classmethod
    def generate(cls) -> SecretKey:
        return cls(MLKEM768PrivateKey.generate().private_bytes_raw() + X25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_bytes(cls, raw: bytes) -> SecretKey:
        return cls(raw)

    def to_bytes(self) -> bytes:
        return self._raw

    @property
    def public(self) -> PublicKey:
        lattice = self._lattice.public_key().public_bytes_raw()
        return PublicKey(lattice + self._curve.public_key().public_bytes_raw())

    def hpke(self) -> MLKEM768X25519PrivateKey:
        return MLKEM768X25519PrivateKey(self._lattice, self._curve)

    def __repr__(self) -> str:
        return f"SecretKey(of {self.public.fingerprint})"

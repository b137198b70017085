"""The pouch's keys: everything that names or opens a pouch comes from one random secret in the browser's cookie."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIZE = 32


@dataclass(frozen=True)
class PouchKey:
    """`secret` (32 bytes) lives in the cookie and nowhere else; the server at rest can open nothing."""

    secret: bytes = field(repr=False)

    @classmethod
    def of_cookie(cls, value: str | None) -> PouchKey | None:
        """The key in a cookie's value, or None where there is none or it was mangled."""
        try:
            secret = base64.urlsafe_b64decode((value or "").encode("ascii") + b"=")
        except (binascii.Error, ValueError):
            return None
        return cls(secret) if len(secret) == SIZE else None

    @property
    def cookie(self) -> str:
        return base64.urlsafe_b64encode(self.secret).decode("ascii").rstrip("=")

    @cached_property
    def row(self) -> str:
        """The pouch's name in the database and on disk; tells nothing about the secret."""
        return self._derive("row", 16).hex()

    @cached_property
    def seal(self) -> bytes:
        """The key (32 bytes) its content is sealed under."""
        return self._derive("seal", 32)

    def submission(self, token: str = "") -> bytes:
        """A name (16 bytes) for what is sent from this pouch, so that sending twice is sending once."""
        return self._derive(f"submission/{token}", 16)

    def _derive(self, purpose: str, length: int) -> bytes:
        info = b"besa/pouch/v1/" + purpose.encode()
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(self.secret)

"""Turn what staff remember into a key: Argon2id (RFC 9106, second recommended setting: 64 MiB, 3 passes)."""

from __future__ import annotations

import threading
import unicodedata

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SALT_SIZE = 16
# Two at once: a burst of sign-ins waits for its turn instead of taking the machine's memory.
_TURN = threading.BoundedSemaphore(2)


def password_key(password: str, *, salt: bytes) -> bytes:
    """32 bytes from a password (normalised to NFC, so that every keyboard types the same one) and a 16-byte salt."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt has {SALT_SIZE} bytes, got {len(salt)}")
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    with _TURN:
        return Argon2id(salt=salt, length=32, iterations=3, lanes=1, memory_cost=64 * 1024).derive(typed)

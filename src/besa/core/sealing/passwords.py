"""Turn what staff remember into a key: Argon2id (RFC 9106, second recommended setting: 64 MiB, 3 passes)."""

from __future__ import annotations

import unicodedata

from besa.core.sealing.stretching import stretch
from besa.core.sealing.turns import Turns

# Two at once: a burst of sign-ins waits for its turn instead of taking the machine's memory, and a flood of them (each
# costs a sixth of a second, whoever asks) is turned back instead of holding the threads that reports arrive on.
TURNS = Turns(at_once=2, waiting=14)


def password_key(password: str, *, salt: bytes) -> bytes:
    """32 bytes from a password (normalised to NFC, so that every keyboard types the same one) and a 16-byte salt.

    Raises:
        TooBusy: too many are waiting already.
    """
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    with TURNS.turn():
        return stretch(typed, salt=salt, mebibytes=64, passes=3)

"""The key of one record and its two halves: the conversation a reporter may open, and the desk's own.

Every report has one random root. Desks hold the root; the reporter holds only the conversation key derived from it, so
that internal notes stay closed even to someone with a copy of the database and the reporter's code.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besa.core.sealing.boxes import KEY_SIZE, new_key


@dataclass(frozen=True)
class RecordKey:
    """`root` is 32 bytes; `conversation` and `desk` are derived from it and independent of each other."""

    root: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.root) != KEY_SIZE:
            raise ValueError(f"a record key has {KEY_SIZE} bytes, got {len(self.root)}")

    @property
    def conversation(self) -> bytes:
        return self._derive(b"conversation")

    @property
    def desk(self) -> bytes:
        return self._derive(b"desk")

    def _derive(self, half: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=b"besa/record/v1/" + half).derive(self.root)


def new_record_key() -> RecordKey:
    """A fresh record key."""
    return RecordKey(new_key())

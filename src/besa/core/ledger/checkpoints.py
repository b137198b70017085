"""State what a log was at one size, in the words of c2sp.org/tlog-checkpoint: origin, size, root."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from besa.core.ledger.errors import NoteBroken
from besa.core.ledger.hashing import EMPTY_ROOT, HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_ORIGIN = re.compile(r"[^\s+]{1,255}")


@dataclass(frozen=True)
class Checkpoint:
    """`size` entries with this `root` (32 bytes) in the log called `origin`.

    Raises:
        NoteBroken: one of the three has the wrong form.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not _ORIGIN.fullmatch(self.origin) or not self.origin.isprintable() or len(self.origin.encode()) > 255:
            raise NoteBroken(f"got origin {self.origin!r:.80}, expected 1 to 255 characters without space or plus")
        if not 0 <= self.size < 2**63:
            raise NoteBroken(f"got size {self.size}, expected a whole number from 0")
        if len(self.root) != HASH_BYTES:
            raise NoteBroken(f"got a root of {len(self.root)} bytes, expected {HASH_BYTES}")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise NoteBroken("got a root over something for size 0, expected the hash of nothing")

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the three lines; extension lines are refused, because not every signature would cover them.

        Raises:
            NoteBroken: the text is anything else.
        """
        lines = text.split("\n")
        if len(lines) != 4 or lines[3]:
            raise NoteBroken(f"got {len(lines) - 1} lines, expected 3: origin, size and root of a checkpoint")
        origin, size, root = lines[:3]
        if not _SIZE.fullmatch(size):
            raise NoteBroken(f"got size '{size[:40]}', expected a plain number")
        try:
            decoded = b64decode(root, validate=True)
        except ValueError as error:
            raise NoteBroken(f"got root '{root[:60]}', expected base64") from error
        checkpoint = cls(origin, int(size), decoded)
        if checkpoint.text != text:
            raise NoteBroken(f"got root '{root[:60]}', expected its one canonical base64 form")
        return checkpoint

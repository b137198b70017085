"""A window on a stream: the part of a file that is in memory, moved forward as entries are taken out of it."""

from typing import BinaryIO

STEP = 256 * 1024


class Window:
    """`data[at:]` is what was read and not yet taken. Memory stays near the largest single entry."""

    __slots__ = ("_stream", "at", "data", "ended")

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.data = b""
        self.at = 0
        self.ended = False

    def more(self) -> bool:
        """Read on, at least as much again as is waiting (so that a large entry is copied a few times only)."""
        if self.ended:
            return False
        waiting = self.data[self.at :]
        fresh = self._stream.read(max(STEP, len(waiting)))
        self.ended = not fresh
        self.data = waiting + fresh
        self.at = 0
        return bool(fresh)

    def take(self, end: int) -> bytes:
        """The bytes up to `end` (a place in `data`); the window goes on after them."""
        taken = self.data[self.at : end]
        self.at = end
        return taken

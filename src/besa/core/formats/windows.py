"""A window on a stream: the part of a file that is in memory, moved forward as entries are taken out of it."""

from typing import Protocol

STEP = 256 * 1024


class Readable(Protocol):
    """What a reader needs of a file."""

    def read(self, size: int, /) -> bytes: ...


class Pushed:
    """A stream whose first bytes were looked at already."""

    def __init__(self, head: bytes, stream: Readable) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        head, self._head = self._head, b""
        return head + self._stream.read(size)


class Window:
    """`data[at:]` is what was read and not yet taken. Memory stays near the largest single entry."""

    __slots__ = ("_absent", "_gone", "_stream", "at", "data", "ended")

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._gone = 0  # bytes of the stream that lie before `data`
        self._absent: dict[bytes, tuple[int, int]] = {}
        self.data = b""
        self.at = 0
        self.ended = False

    def more(self) -> bool:
        """Read on, at least as much again as is waiting (so that a large entry is copied a few times only).

        Places in `data` that were found before are no longer right after True; after False they are.
        """
        if self.ended:
            return False
        waiting = self.data[self.at :]
        fresh = self._stream.read(max(STEP, len(waiting)))
        if not fresh:
            self.ended = True
            return False
        self._gone += self.at
        self.data = waiting + fresh
        self.at = 0
        return True

    def take(self, end: int) -> bytes:
        """The bytes up to `end` (a place in `data`); the window goes on after them."""
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def find(self, words: bytes, start: int) -> int:
        """Where `words` stand in `data` at or after `start`, or -1.

        What was searched in vain is not searched again: a file of a million beginnings without an end stays cheap.
        """
        here = self._gone + start
        first, last = self._absent.get(words, (here, here))
        if first <= here <= last:
            start = max(start, last - self._gone - len(words) + 1)
        else:
            first = here
        found = self.data.find(words, start)
        if found < 0:
            self._absent[words] = (first, self._gone + len(self.data))
        return found

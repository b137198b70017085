"""Keep every signed checkpoint in a plain file outside the database, where editing rows cannot reach it.

The file holds signed notes one after another, each followed by an empty line, in the order they were signed. It is only
ever appended to, under a lock, with fsync. Mirror it to another machine or to write-once media: what it says about the
past is what makes a rewritten history visible.
"""

from __future__ import annotations

import fcntl
import os
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from besa.core.ledger import Claim, Note, NoteBroken
from besa.core.ledger.claims import ARCHIVE

_TAIL = 65_536  # bytes; far more than one note of ours
_WHOLE_NOTE = re.compile(rb"[^\n]+\n(0|[1-9][0-9]*)\n[^\n]+\n\n(?:\xe2\x80\x94 [^\n]+\n)+\n")


class ArchiveBroken(RuntimeError):
    """The file does not end with a whole checkpoint and cannot be continued; says what stands there."""


class CheckpointArchive:
    """The archive at `path`; the file and its folder are made when first written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        return self.path.exists()

    def last(self) -> Note | None:
        """The newest checkpoint in the file, None when there is none.

        Raises:
            ArchiveBroken: the end of the file is no checkpoint of ours.
        """
        try:
            with self.path.open("rb") as file:
                text, _ = _last(file)
        except FileNotFoundError:
            return None
        try:
            return Note.parse(text.decode("utf-8")) if text else None
        except (NoteBroken, UnicodeDecodeError) as error:
            raise ArchiveBroken(f"The last checkpoint in {self.path} cannot be read: {error}.") from error

    def catch_up(self, newer_than: Callable[[int], Iterable[str]]) -> int:
        """Append the notes `newer_than(size)` gives for the last size in the file; returns how many there were.

        A note that a crash cut off while it was written is completed.

        Raises:
            ArchiveBroken: the file ends with something else than the beginning of the next note.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o770)
        new = not self.path.exists()
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o660), "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            text, torn = _last(file)
            size = Note.parse(text.decode("utf-8")).checkpoint.size if text else 0
            missing = b"".join(f"{note}\n".encode() for note in newer_than(size))
            if not missing.startswith(torn):
                raise ArchiveBroken(f"{self.path} ends with {torn[:60]!r}, expected whole checkpoints only.")
            if len(missing) > len(torn):
                file.seek(0, os.SEEK_END)
                file.write(missing[len(torn) :])
                file.flush()
                os.fsync(file.fileno())
        if new:
            folder = os.open(self.path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        return missing.count("\n\n\u2014 ".encode())

    def sizes(self) -> array[int]:
        """Pairs of (size, place in the file) of every whole checkpoint, sorted by size, in 16 bytes each."""
        pairs: list[tuple[int, int]] = []
        if self.path.exists():
            with self.path.open("rb") as file:
                pairs = sorted(_scan(file))
        return array("q", (number for pair in pairs for number in pair))

    def claims(self, sizes: array[int], *, source: str = ARCHIVE) -> Iterator[Claim]:
        """Every checkpoint in the file, smallest size first; `sizes` is what `sizes()` gave."""
        if not sizes:
            return
        with self.path.open("rb") as file:
            for at in range(0, len(sizes), 2):
                file.seek(sizes[at + 1])
                yield Claim(sizes[at], source, _read_note(file))

    def newest_first(self, sizes: array[int]) -> Iterator[Claim]:
        """The same, largest size first."""
        for at in range(len(sizes) - 2, -1, -2):
            yield from self.claims(sizes[at : at + 2])


def _last(file: IO[bytes]) -> tuple[bytes, bytes]:
    """(the last whole note without its empty line, whatever stands after it)."""
    file.seek(0, os.SEEK_END)
    start = max(0, file.tell() - _TAIL)
    file.seek(start)
    tail = file.read()
    notes = list(_WHOLE_NOTE.finditer(tail))
    if not notes:
        return b"", tail
    return notes[-1][0][:-1], tail[notes[-1].end() :]


def _scan(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    """(size, place) of each block that looks like a note, judged later; a torn end is passed over."""
    place = start = 0
    lines: list[bytes] = []
    gaps = 0
    for line in file:
        if not lines:
            start = place
        place += len(line)
        if line != b"\n":
            lines.append(line)
            continue
        gaps += 1
        if gaps == 2:  # an empty line before the signatures and one after them
            number = lines[1].strip() if len(lines) > 1 else b""
            yield (int(number) if number.isdigit() and len(number) < 19 else 0), start
            lines, gaps = [], 0


def _read_note(file: IO[bytes]) -> str:
    lines: list[bytes] = []
    gaps = 0
    for line in file:
        gaps += line == b"\n"
        if gaps == 2:
            break
        lines.append(line)
    return b"".join(lines).decode("utf-8", "replace")

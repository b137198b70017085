"""Files on their way in: sealed while they arrive, in a folder named by the pouch, until the report takes them.

BESA_HOME/sealed/incoming/<pouch row>/<file id>; a name that ends in .part is still arriving.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from besa.node.platform import home
from besa.node.platform.durable import sync_folder
from besa.node.reports import storage

_BLOCK = 4096  # what the smallest file takes on a disk: a flood of tiny ones counts too
_FRESH = 2.0  # seconds until the folder is weighed again: other processes write there as well
_FREE = 0.1  # of the disk, kept for words


class Weight:
    """How many bytes of disk the folder takes. Our own writes count at once, those of others within seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bytes = 0
        self._weighed = float("-inf")

    def bytes(self) -> int:
        with self._lock:
            if time.monotonic() - self._weighed > _FRESH:
                self._bytes = sum(map(_size, _root().glob("*/*")))
                self._weighed = time.monotonic()
            return self._bytes

    def add(self, size: int) -> None:
        with self._lock:
            self._bytes += size


weight = Weight()


def has_room(limit: int) -> bool:
    """Whether files may come in: all that wait take less than `limit` bytes, and a tenth of the disk is free."""
    disk = shutil.disk_usage(_root())
    return disk.free >= disk.total * _FREE and weight.bytes() < limit


def _size(file: Path) -> int:
    try:
        size = file.stat().st_size
    except FileNotFoundError:  # taken or cleared meanwhile
        return 0
    return max(_BLOCK, size)


class Arriving:
    """One file being written. It counts only after `complete`, which puts it on the disk for good."""

    def __init__(self, row: str, file_id: UUID) -> None:
        folder = _folder(row)
        folder.mkdir(parents=True, exist_ok=True, mode=0o770)
        self._place = folder / file_id.hex
        self._part = folder / f"{file_id.hex}.part"
        self._file: BinaryIO = self._part.open("xb")
        self.size = 0

    def write(self, sealed: bytes) -> None:
        self.size += self._file.write(sealed)
        weight.add(len(sealed))

    def complete(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.rename(self._place)

    def give_up(self) -> None:
        """Leave nothing, whether it was complete or not."""
        # Closing writes what is still buffered, which fails on a full disk; the file goes all the same.
        with suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)
        self._place.unlink(missing_ok=True)
        weight.add(-self.size)
        self.size = 0


def count(row: str) -> int:
    """How many whole files wait; answered by the disk, so that an upload needs no database."""
    folder = _folder(row)
    return sum(1 for file in folder.iterdir() if file.suffix != ".part") if folder.is_dir() else 0


def remove(row: str, file_id: UUID) -> None:
    (_folder(row) / file_id.hex).unlink(missing_ok=True)


def take(row: str, file_id: UUID) -> bool:
    """Move a file to where reports keep theirs; True when it is there, also when an earlier try moved it.

    Called before the report's transaction: a file without a report is cleared up later, a report without its file
    could never be made whole.
    """
    place, target = _folder(row) / file_id.hex, storage.path(file_id)
    if place.exists():
        place.rename(target)
        sync_folder(target.parent)
    return target.exists()


def clear(row: str) -> None:
    shutil.rmtree(_folder(row), ignore_errors=True)


def untouched_since(moment: datetime) -> set[str]:
    """The pouches whose folder did not change since `moment`; an upload whose line died may have left one."""
    return {folder.name for folder in _root().iterdir() if folder.stat().st_mtime < moment.timestamp()}


def _root() -> Path:
    folder = home.folder("sealed") / "incoming"
    folder.mkdir(exist_ok=True, mode=0o770)
    return folder


def _folder(row: str) -> Path:
    return _root() / row

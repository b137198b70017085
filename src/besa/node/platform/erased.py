"""BESA_HOME/erased.txt: the ids of what was erased, one a line, never shortened; so no old backup brings it back.

A line is on the disk before the erasing is committed. If the machine stops between the two, the id of something
alive stands here, and `besa check` says so; the other way round nobody would ever know what a backup brought back.
They are ids of reports, of files of cases and of entries in them: random, so they say nothing about anybody. Many
processes append: one short write each, which is never mixed.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from besa.node.platform.durable import sync_folder

FILE = "erased.txt"
_ID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def note(home: Path, what: UUID) -> None:
    """Put an id on the list, durably; call it as the last act before the erasing is committed.

    Raises:
        OSError: it could not be written; then nothing may be erased either.
    """
    path = home / FILE
    fresh = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o660)
    try:
        os.write(handle, f"{what}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    if fresh:
        sync_folder(home)


def note_again(home: Path, missing: Iterable[UUID]) -> int:
    """Put ids of what was erased, and is missing from the list, on it again; returns how many. Raises OSError."""
    ids = sorted(missing)
    for one in ids:
        note(home, one)
    return len(ids)


def read(path: Path) -> frozenset[UUID]:
    """The ids in a list; a missing list is an empty one, and a line that was cut off is none."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return frozenset()
    return frozenset(UUID(found.decode()) for found in _ID.findall(content))


def write(path: Path, ids: Iterable[UUID]) -> None:
    """A whole list at once, for a copy: it gets its name when it is on the disk."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o660), "wb") as file:
        file.write("".join(f"{one}\n" for one in sorted(ids)).encode())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def copy_name(node: str) -> str:
    """The name of the copy that `besa backup` leaves beside the backups of a node."""
    return f"besa-{node[:8]}.erased"

"""Make a backup: one consistent, sealed file that only the printed recovery shares open.

Order matters: checkpoints are read before the database, so the copy holds at least what they promise; sealed files
after it, so every attachment the copy knows is there (or was erased meanwhile, which is as it should be).
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.db import DatabaseError, transaction

from besa.core.sealing import CHUNK
from besa.node.platform import (
    backup_diary,
    backup_key,
    confirmations,
    erased,
    home,
    ledger,
    ledger_keys,
    postgres_dump,
    sqlite_rows,
)
from besa.node.platform.actors import OPERATOR
from besa.node.platform.archive import ArchiveWriter
from besa.node.platform.durable import sync_folder
from besa.node.platform.environment import Environment
from besa.node.platform.models import LedgerCheckpoint

Tell = Callable[[str], None]


class TargetExists(FileExistsError):
    """A backup never replaces a file."""


@dataclass(frozen=True)
class Made:
    """A finished backup: where, its size in bytes and SHA-256, and the key that opens it while this process lives."""

    path: Path
    size: int
    sha256: str
    files: int
    key: bytes


def back_up(env: Environment, *, to: Path, now: datetime, tell: Tell) -> Made:
    """Write database, sealed files, checkpoints, node.json and confirmations into the new file `to`.

    Beside it lies a copy of the list of erased reports: with it, older backups bring none of them back.

    Raises:
        TargetExists: `to` is there already.
        KeyFileMissing: the node has no backup key yet.
        OSError, sqlite3.Error, DumpFailed, ToolMissing: nothing is left behind under the name `to`.
    """
    identity = home.read(env.home)
    newest = LedgerCheckpoint.objects.order_by("-size").first()
    about: dict[str, object] = {
        "besa": version("besa"),
        "node": asdict(identity),
        "database": urlsplit(env.database_url).scheme,
        "ledger": {
            "size": newest.size if newest else 0,
            "checkpoint": newest.note if newest else "",
            "keys": ledger_keys.public_file(ledger_keys.verifying()).decode(),
        },
    }

    def fill(archive: ArchiveWriter) -> int:
        archive.add("node.json", [(env.home / "node.json").read_bytes()])
        with suppress(FileNotFoundError):  # a node on which nobody confirmed anything yet
            archive.add(confirmations.FILE, [(env.home / confirmations.FILE).read_bytes()])
        for path in _checkpoint_files(env.home):
            archive.add(path.relative_to(env.home).as_posix(), _content(path))
        tell("database")
        archive.add("database", _told(_database(env.database_url), tell))
        # After the database: whoever is erased meanwhile is on the list, so that a restore erases them again.
        with suppress(FileNotFoundError):  # a node on which nothing was erased yet
            archive.add(erased.FILE, [(env.home / erased.FILE).read_bytes()])
        files = 0
        tell("sealed files")
        for path in sorted((env.home / "sealed").glob("??/*")):
            with suppress(FileNotFoundError):  # erased since we looked
                archive.add(f"sealed/{path.parent.name}/{path.name}", _content(path))
                files += 1
                if files % 1000 == 0:
                    tell(f"{files} sealed files")
        archive.finish(about)
        return files

    made = _written(to, identity.node, "data", now, fill)
    if ids := erased.read(env.home / erased.FILE):
        erased.write(to.with_name(erased.copy_name(identity.node)), ids)
    backup_diary.note(env.home, made=now.isoformat(timespec="seconds"), size=made.size)
    try:
        with transaction.atomic():
            ledger.record(
                actor=OPERATOR,
                verb="platform.backup.made",
                object_id=identity.node,
                payload={"sha256": made.sha256},
                now=now,
            )
    except DatabaseError as error:  # busy, full or read-only: that is when a good backup is worth most
        tell(f"the backup is whole, but leaving its mark in the ledger failed: {error}")
    return made


def back_up_keys(env: Environment, *, to: Path, now: datetime) -> Made:
    """Write the node's key files into the new file `to`, sealed like a backup. Keep it apart from the backups.

    Raises:
        TargetExists, KeyFileMissing, OSError: nothing is left behind under the name `to`.
    """
    identity = home.read(env.home)

    def fill(archive: ArchiveWriter) -> int:
        paths = sorted(path for path in env.keys.glob("*/*") if path.is_file())
        for path in paths:
            archive.add(f"keys/{path.parent.name}/{path.name}", [path.read_bytes()])
        archive.finish({"besa": version("besa"), "node": asdict(identity)})
        return len(paths)

    return _written(to, identity.node, "keys", now, fill)


def _written(to: Path, node: str, kind: str, now: datetime, fill: Callable[[ArchiveWriter], int]) -> Made:
    """Write beside the final name and move there when all is on the disk: half a backup never looks like one."""
    if to.exists():
        raise TargetExists(f"{to} is there already. A backup never replaces a file: choose another name.")
    public = backup_key.published()
    part = to.with_name(f".{to.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            archive = ArchiveWriter(out, to=public, node=node, kind=kind, made=now)
            files = fill(archive)
            out.flush()
            os.fsync(out.fileno())
            size = out.tell()
        digest = _sha256(part)
        _give_name(part, to)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(to.parent)
    return Made(to, size, digest, files, archive.key)


def _give_name(part: Path, to: Path) -> None:
    try:
        os.link(part, to)  # unlike a rename, this never replaces what somebody put there meanwhile
    except FileExistsError:
        raise TargetExists(f"{to} appeared while the backup was made. Nothing was replaced.") from None
    except OSError:  # a disk without links, such as a memory stick
        part.rename(to)


def _database(url: str) -> Iterator[bytes]:
    if urlsplit(url).scheme == "sqlite":
        return sqlite_rows.read_rows(Path(unquote(urlsplit(url).path)))
    return postgres_dump.dump(url)


def _checkpoint_files(folder: Path) -> list[Path]:
    """The archive of signed checkpoints beside the database: one file, or a folder of them."""
    place = folder / "checkpoints"
    return sorted(path for path in (place, *place.glob("*")) if path.is_file())


def _content(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _told(pieces: Iterator[bytes], tell: Tell) -> Iterator[bytes]:
    done = told = 0
    for piece in pieces:
        yield piece
        done += len(piece)
        if done - told >= 64 * CHUNK:
            told = done
            tell(f"database, {done // CHUNK} MB")

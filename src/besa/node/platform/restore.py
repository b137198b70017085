"""Restore a backup into an empty place and check it there: "verified" means restored, rebuilt, and the ledger holds.

Everything is put into a folder beside the new home first and moved into place at the end, so a restore that fails
leaves no half home behind.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit
from uuid import UUID

from besa.core.ledger import NoteBroken
from besa.node.platform import erased, home, ledger_keys, postgres_dump, restored_ledger, sqlite_rows
from besa.node.platform.archive import ArchiveBroken, Header, read_header, read_members
from besa.node.platform.durable import sync_folder

Tell = Callable[[str], None]
FileKey = Callable[[Header], bytes]
Eraser = Callable[[str, Path, frozenset[UUID], datetime], int]


# Anybody can seal a file to the backup key, which is public. Only this node can have signed its ledger.
_FOREIGN = (
    "The ledger in this backup is signed with other keys than those in the key files. "
    "Somebody else may have made this backup: do not serve it before you know who."
)

_ERASED = "reports or parts of cases that were erased after this backup was made are erased again."

_ERASERS: list[Eraser] = []


def register_eraser(eraser: Eraser) -> None:
    """Called once by each room that erases: `eraser(database URL, home, ids, now)` erases those that are alive
    in a restored database and says how many were.
    """
    if eraser not in _ERASERS:
        _ERASERS.append(eraser)


class CannotRestore(RuntimeError):
    """The place is not empty, or the backup does not fit it; says what to do."""


@dataclass(frozen=True)
class Restored:
    """What was restored and checked. `checked` are sentences for the operator; `sound` is False if one is bad news."""

    home: Path
    database_url: str
    node: str
    made: str
    files: int
    checked: tuple[str, ...]
    sound: bool


def restore(
    source: Path,
    *,
    into: Path,
    file_key: FileKey,
    tell: Tell,
    database_url: str | None = None,
    keys: tuple[Path, FileKey] | None = None,
    mark: datetime | None = None,
    erased_since: frozenset[UUID] = frozenset(),
) -> Restored:
    """Restore `source` into the empty or missing folder `into`, and check it.

    `database_url` is needed for PostgreSQL (an empty database); SQLite goes into the home unless it says otherwise.
    `keys` is the separate backup of the key files with what opens it; `mark` is the moment to note in the ledger that
    this history goes on from a backup. Then whatever has its id in `erased_since` or on the backup's own list is
    erased again.

    Raises:
        CannotRestore: `into` or the database is not empty, or of the wrong kind.
        ArchiveBroken, SealBroken: the backup was changed, cut, or is sealed to other shares. Nothing is left in `into`.
    """
    into = into.resolve()
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise CannotRestore(f"{into} is not empty. A restore never overwrites: choose a new folder with --into.")
    into.parent.mkdir(parents=True, exist_ok=True)
    work = into.with_name(f".{into.name}.restoring-{secrets.token_hex(4)}")
    work.mkdir(mode=0o700)
    filling = _Filling(work, into, database_url, tell)
    again = 0
    try:
        header, manifest = _read(source, "data", file_key, filling.take)
        if keys:
            tell("key files")
            keys_header, _ = _read(keys[0], "keys", keys[1], filling.take)
            if keys_header.node != header.node:
                raise CannotRestore("The key files are those of another node than the backup.")
        filling.finish(header, manifest)
        tell("checking the ledger")
        url = filling.url(final=False)
        ledger = cast("dict[str, object]", manifest.get("ledger") or {})
        outcome = restored_ledger.check(work, url, ledger)
        foreign = bool(keys) and not _signed_by_key_files(work, ledger)
        if mark:
            restored_ledger.mark_restored(url, node=header.node, now=mark, made=header.made)
            again = _erase_again(url, work, erased_since, mark)
        _sync(work)
        if into.exists():
            into.rmdir()
        work.rename(into)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        filling.undo()
        raise
    members = cast("list[dict[str, object]]", manifest["members"])
    about = (
        f"{len(members)} members read; size and SHA-256 of each are as the manifest says.",
        f"The database was rebuilt ({manifest['database']}) and is sound.",
        f"{filling.files} sealed files are in place.",
        *((f"{again} {_ERASED}",) if again else ()),
    )
    return Restored(
        home=into,
        database_url=filling.url(final=True),
        node=header.node,
        made=header.made,
        files=filling.files,
        checked=about + outcome.sentences + ((_FOREIGN,) if foreign else ()),
        sound=outcome.sound and not foreign,
    )


def rehearse(source: Path, *, file_key: FileKey, tell: Tell, near: Path, scratch_beside: str | None = None) -> Restored:
    """Restore into a temporary home inside the folder `near`, check it, and remove it again.

    `scratch_beside` is the URL of a PostgreSQL database next to which a temporary one may be made.

    Raises: as `restore`.
    """
    folder = Path(tempfile.mkdtemp(prefix=".rehearsal-", dir=near))
    scratch = f"besa_rehearsal_{secrets.token_hex(6)}" if scratch_beside else None
    try:
        url = postgres_dump.create_beside(scratch_beside, scratch) if scratch_beside and scratch else None
        return restore(source, into=folder / "home", file_key=file_key, tell=tell, database_url=url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if scratch_beside and scratch:
            postgres_dump.drop(scratch_beside, scratch)


class _Filling:
    """Puts each member where it belongs in the new home."""

    def __init__(self, work: Path, into: Path, database_url: str | None, tell: Tell) -> None:
        self.work = work
        self._into = into
        self._url = database_url
        self._tell = tell
        self._scheme = ""
        self._placed: Path | None = None  # an SQLite file outside the work folder that we made
        self._ours = ""  # a PostgreSQL database that was empty before us
        self.files = 0

    def take(self, name: str, pieces: Iterator[bytes]) -> None:
        if name == "database":
            self._tell("database")
            self._database(pieces)
            return
        if name.startswith("sealed/"):
            self.files += 1
            if self.files % 1000 == 0:
                self._tell(f"{self.files} sealed files")
        # `name` is one of the archive's own patterns: it cannot climb out of the folder.
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def _database(self, pieces: Iterator[bytes]) -> None:
        first = next(pieces, b"")
        self._scheme = "postgresql" if first.startswith(b"PGDMP") else "sqlite"
        everything = _again(first, pieces)
        if self._scheme == "sqlite":
            if self._url and urlsplit(self._url).scheme != "sqlite":
                raise CannotRestore("This is the backup of an SQLite node; it cannot be restored into PostgreSQL.")
            path = self._sqlite_path(final=False)
            if path.exists():
                raise CannotRestore(
                    f"{path} is there already. A restore never overwrites: name another with --database."
                )
            self._placed = None if path.is_relative_to(self.work) else path
            sqlite_rows.write_rows(path, everything)
            return
        if not self._url or urlsplit(self._url).scheme != "postgresql":
            raise CannotRestore(
                "This is the backup of a PostgreSQL node. Create an empty database and name it with "
                "--database postgresql://user@host/name."
            )
        postgres_dump.expect_empty(self._url)
        self._ours = self._url
        postgres_dump.restore(self._url, everything)

    def finish(self, header: Header, manifest: dict[str, object]) -> None:
        """Everything that makes a home is there, and is this node's."""
        if not self._scheme or manifest.get("database") != self._scheme:
            raise ArchiveBroken("This backup has no database in it.")
        if home.read(self.work).node != header.node:
            raise ArchiveBroken("This backup's node.json is that of another node.")

    def undo(self) -> None:
        """Leave nothing outside the work folder, which the caller removes."""
        if self._ours:
            postgres_dump.empty(self._ours)
        if self._placed:
            self._placed.unlink(missing_ok=True)

    def url(self, *, final: bool) -> str:
        """Where the database is now, or (`final`) will be."""
        if self._scheme == "postgresql" and self._url:
            return self._url
        return f"sqlite://{self._sqlite_path(final=final)}"

    def _sqlite_path(self, *, final: bool) -> Path:
        if self._url:
            return Path(unquote(urlsplit(self._url).path))
        return (self._into if final else self.work) / "besa.sqlite3"


def _read(
    source: Path, kind: str, file_key: FileKey, take: Callable[[str, Iterator[bytes]], None]
) -> tuple[Header, dict[str, object]]:
    with source.open("rb") as file:
        header = read_header(file)
        if header.kind != kind:
            wanted = "a backup of the node" if kind == "data" else "a backup of key files"
            raise CannotRestore(f"{source} is not {wanted} (it is of kind '{header.kind}').")
        return header, read_members(file, header, file_key(header), take)


def _erase_again(url: str, work: Path, since: frozenset[UUID], now: datetime) -> int:
    place = work / erased.FILE
    ids = erased.read(place) | since
    if ids:
        erased.write(place, ids)
    return sum(eraser(url, work, ids, now) for eraser in _ERASERS) if ids else 0


def _signed_by_key_files(work: Path, ledger: dict[str, object]) -> bool:
    place = work / "keys" / ledger_keys.PUBLIC
    try:
        here = ledger_keys.parse_public(place.read_text(encoding="utf-8"))
        return here == ledger_keys.parse_public(str(ledger.get("keys", "")))
    except (OSError, NoteBroken):
        return False


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _sync(folder: Path) -> None:
    for path in (folder, *(place for place in folder.rglob("*") if place.is_dir())):
        sync_folder(path)

"""The file a backup is: a readable line that says whose it is, then a tar sealed as it is written, manifest last.

    besa-backup 1\n
    {"kind": "data", "key": ..., "made": ..., "node": ..., "wrapped": ...}\n
    a sealed file (core/sealing/files.py) whose plaintext is a tar of parts of up to 4 MiB: database/000000,
    database/000001, ..., sealed/<random id>/000000, ..., manifest.json/000000

The line is bound into the seal of what follows. Nothing is ever written in clear, and memory stays flat.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO, BinaryIO, cast

from besa.core.sealing import CHUNK, FileSealer, PublicKey, SealBroken, SecretKey, new_key, open_file, unwrap, wrap
from besa.core.sealing.padding import padded_length

MAGIC = b"besa-backup 1\n"
PART = 4 * 1024 * 1024
MANIFEST = "manifest.json"
_HEADER_LIMIT = 64 * 1024
_NAME = re.compile(
    r"database|node\.json|confirmations\.yaml|erased\.txt|manifest\.json|checkpoints(/[\w.+-]{1,120})?|sealed/[0-9a-f]{2}/[0-9a-f]{32}"
    r"|keys/(public|staff|worker)/[\w-]{1,60}"
)


class ArchiveBroken(Exception):
    """The file is no backup, is not whole, or was changed; the text says which."""


@dataclass(frozen=True)
class Header:
    """`kind` is data or keys, `key` the fingerprint of the backup key, `made` ISO 8601 UTC, `wrapped` base64."""

    kind: str
    key: str
    made: str
    node: str
    wrapped: str

    @property
    def line(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode() + b"\n"

    def file_key(self, secret: SecretKey) -> bytes:
        """The key of this archive.

        Raises:
            SealBroken: the secret is not the one it was sealed to.
        """
        return unwrap(b64decode(self.wrapped), by=secret, purpose="backup", context=f"{self.node} {self.made}")


@dataclass(frozen=True)
class Member:
    """One thing in the archive: its size in bytes and its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


class ArchiveWriter:
    """Add members, then `finish` with the manifest. `key` opens this one archive again, for checking it at once."""

    def __init__(self, out: BinaryIO, *, to: PublicKey, node: str, kind: str, made: datetime) -> None:
        self.key = new_key()
        stamp = made.isoformat(timespec="seconds")
        wrapped = wrap(self.key, to=to, purpose="backup", context=f"{node} {stamp}")
        self.header = Header(kind, to.fingerprint, stamp, node, b64encode(wrapped).decode())
        self.members: list[Member] = []
        out.write(MAGIC + self.header.line)
        self._sink = _Sink(out, FileSealer(key=self.key, record=_record(self.header), file=_file(self.header)))

    @property
    def size(self) -> int:
        """Bytes taken in so far."""
        return self._sink.size

    def add(self, name: str, pieces: Iterable[bytes]) -> Member:
        """Take in one member; `pieces` may be of any length."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"'{name}' has no place in a backup")
        digest = hashlib.sha256()
        size = number = 0
        for number, part in enumerate(_parts(pieces)):
            info = tarfile.TarInfo(f"{name}/{number:06d}")
            info.size = len(part)
            info.mode = 0o600
            self._sink.write(info.tobuf(tarfile.USTAR_FORMAT) + part + bytes(-len(part) % tarfile.BLOCKSIZE))
            digest.update(part)
            size += len(part)
        member = Member(name, size, digest.hexdigest())
        self.members.append(member)
        return member

    def finish(self, about: dict[str, object]) -> None:
        """Write the manifest (`about` and every member's digest) and end the file."""
        manifest = {**about, "members": [asdict(member) for member in self.members]}
        self.add(MANIFEST, [json.dumps(manifest, sort_keys=True).encode()])
        self._sink.finish()


def read_header(source: BinaryIO) -> Header:
    """The readable line of an archive; leaves `source` at the beginning of what is sealed.

    Raises:
        ArchiveBroken: this is no backup.
    """
    if source.readline(len(MAGIC)) != MAGIC:
        raise ArchiveBroken("This file is no backup of Besa: it does not begin as one.")
    line = source.readline(_HEADER_LIMIT)
    try:
        header = Header(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise ArchiveBroken("This backup's first lines are damaged.") from error
    if header.line != line:
        raise ArchiveBroken("This backup's first lines are damaged.")
    return header


def read_members(
    source: BinaryIO, header: Header, key: bytes, take: Callable[[str, Iterator[bytes]], None]
) -> dict[str, object]:
    """Hand every member but the manifest to `take` (which must read it to its end); returns the manifest.

    Each piece is authentic before `take` sees it; that nothing is missing is known only when this returns.

    Raises:
        ArchiveBroken: it does not open, was changed or cut, or a digest of the manifest is not that of its member.
    """
    plain = open_file(iter(lambda: source.read(CHUNK), b""), key=key, record=_record(header), file=_file(header))
    stream = _Stream(plain)
    found: list[Member] = []
    manifest = bytearray()
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as tar:
            for name, pieces in _members(tar):
                digest = _Digest(pieces)
                if name == MANIFEST:
                    manifest += b"".join(digest)
                    continue
                take(name, iter(digest))
                found.append(Member(name, digest.size, digest.hex))
        stream.expect_only_zeros()
    except SealBroken as error:
        raise ArchiveBroken(f"This backup was changed or cut off after it was made: {error}.") from error
    except tarfile.TarError as error:
        raise ArchiveBroken(f"This backup is authentic but cannot be read: {error}.") from error
    return _checked(bytes(manifest), found)


def _checked(raw: bytes, found: list[Member]) -> dict[str, object]:
    try:
        manifest: dict[str, object] = json.loads(raw)
        listed = [Member(**entry) for entry in cast("list[dict[str, object]]", manifest["members"])]  # type: ignore[arg-type]
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveBroken("This backup has no manifest: it was interrupted while it was made.") from error
    if listed != found:
        wrong = next((a.name for a, b in zip(listed, found, strict=False) if a != b), "the number of members")
        raise ArchiveBroken(f"This backup does not hold what its manifest lists; the first difference is {wrong}.")
    return manifest


def _record(header: Header) -> str:
    return f"backup of {header.node}"


def _file(header: Header) -> str:
    return hashlib.sha256(MAGIC + header.line).hexdigest()


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Re-divide into parts of PART bytes; at least one, perhaps empty."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    yield bytes(waiting)


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Join consecutive parts of one name again."""
    ahead = tar.next()
    while ahead is not None:
        name, _, _ = ahead.name.rpartition("/")
        if not _NAME.fullmatch(name):
            raise ArchiveBroken(f"This backup holds '{ahead.name[:80]}', which has no place in one.")

        def pieces(name: str = name) -> Iterator[bytes]:
            nonlocal ahead
            number = 0
            while ahead is not None and ahead.name == f"{name}/{number:06d}":
                part = tar.extractfile(ahead)
                if part is None:
                    raise ArchiveBroken(f"This backup holds '{ahead.name[:80]}', which is no file.")
                yield part.read()
                ahead = tar.next()
                number += 1
            if number == 0:
                raise ArchiveBroken(f"The parts of '{name}' are out of order in this backup.")

        stretch = pieces()
        yield name, stretch
        for _ in stretch:
            raise ArchiveBroken(f"'{name}' was not read to its end.")


class _Digest:
    """Passes pieces on and remembers their length and SHA-256."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._hash = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._hash.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def hex(self) -> str:
        return self._hash.hexdigest()


class _Sink:
    """What the tar is written to: seals and passes on."""

    def __init__(self, out: BinaryIO, sealer: FileSealer) -> None:
        self._out = out
        self._sealer = sealer
        self.size = 0

    def write(self, data: bytes) -> None:
        self.size += len(data)
        self._out.write(self._sealer.update(data))

    def finish(self) -> None:
        self.write(bytes(2 * tarfile.BLOCKSIZE))  # where a tar ends
        # More zeros may follow: writing the padding here, not in the sealer, keeps memory flat.
        missing = padded_length(self.size) - 1 - self.size
        while missing:
            step = min(missing, CHUNK)
            self.write(bytes(step))
            missing -= step
        self._out.write(self._sealer.finish())


class _Stream:
    """What the tar is read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._buffer = bytearray()

    def read(self, size: int) -> bytes:
        while len(self._buffer) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._buffer += piece
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def expect_only_zeros(self) -> None:
        """Read to the very end: only there does the seal tell that nothing was cut off."""
        while data := self.read(CHUNK):
            if data.strip(b"\x00"):
                raise ArchiveBroken("Something stands behind the end of this backup.")

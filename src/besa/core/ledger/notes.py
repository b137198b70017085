"""Read and write signed checkpoints (c2sp.org/signed-note), and tell whose signatures on them hold."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from besa.core.ledger.checkpoints import Checkpoint
from besa.core.ledger.errors import NoteBroken
from besa.core.ledger.vkeys import Kind, VerifierKey

MAX_SIGNATURES = 64
MAX_CHARACTERS = 400_000

_LINE = re.compile(r"— ([^\s+]{1,255}) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True)
class Signature:
    """One signature line: whose (name and 4-byte key id), and the bytes after the id."""

    name: str
    key_id: bytes
    data: bytes

    @property
    def text(self) -> str:
        return f"— {self.name} {b64encode(self.key_id + self.data).decode()}\n"


@dataclass(frozen=True)
class Vouched:
    """A signature that holds: by which key, and when it says it was made (seconds since 1970)."""

    key: VerifierKey
    at: int | None


@dataclass(frozen=True)
class Note:
    """A checkpoint with its signature lines; nothing in it may be believed before `vouched_by` has been asked."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        return self.checkpoint.text + "\n" + "".join(signature.text for signature in self.signatures)

    @classmethod
    def parse(cls, text: str) -> Note:
        """Read one signed checkpoint.

        Raises:
            NoteBroken: it is not in the one form a signed checkpoint has.
        """
        if len(text) > MAX_CHARACTERS or _CONTROL.search(text):
            raise NoteBroken("got control characters or too long a text, expected a signed checkpoint")
        body, gap, lines = text.rpartition("\n\n")
        if not gap or not lines.endswith("\n"):
            raise NoteBroken("got no signature lines after an empty line, expected a signed checkpoint: it was cut off")
        checkpoint = Checkpoint.parse(body + "\n")
        signatures = tuple(_signature(line) for line in lines[:-1].split("\n"))
        if len(signatures) > MAX_SIGNATURES:
            raise NoteBroken(f"got {len(signatures)} signatures, expected at most {MAX_SIGNATURES}")
        return cls(checkpoint, signatures)

    def with_signatures(self, more: Iterable[Signature]) -> Note:
        """The same checkpoint with further signature lines; a line that is there already is not repeated."""
        new = [signature for signature in more if signature not in self.signatures]
        return replace(self, signatures=(*self.signatures, *new))

    def only(self, *kinds: Kind, keys: Iterable[VerifierKey]) -> Note:
        """The same checkpoint with only the signatures of these keys' kinds: the short form for a long archive."""
        wanted = {(key.name, key.key_id) for key in keys if key.kind in kinds}
        return replace(self, signatures=tuple(s for s in self.signatures if (s.name, s.key_id) in wanted))

    def vouched_by(self, keys: Iterable[VerifierKey]) -> tuple[Vouched, ...]:
        """The signatures of known keys, all checked; those of unknown keys are passed over, as the format asks.

        Raises:
            NoteBroken: a known key's signature does not hold, or no known key has signed.
        """
        known = {(key.name, key.key_id): key for key in keys}
        vouched = []
        for signature in self.signatures:
            key = known.get((signature.name, signature.key_id))
            if key:
                vouched.append(Vouched(key, key.verify(self.checkpoint, signature.data)))
        if not vouched:
            names = ", ".join(sorted({name for name, _ in known})) or "nobody"
            raise NoteBroken(f"got no signature by {names}, expected one: this checkpoint is not vouched for")
        return tuple(vouched)

    def require(self, keys: Iterable[VerifierKey]) -> None:
        """Accept silently if every one of `keys` has signed.

        Raises:
            NoteBroken: one has not, or its signature does not hold.
        """
        wanted = tuple(keys)
        held = {vouched.key for vouched in self.vouched_by(wanted)}
        for key in wanted:
            if key not in held:
                raise NoteBroken(
                    f"got no {key.kind.name} signature by {key.name}, expected one: a signature was removed"
                )


def split_notes(text: str) -> Iterator[str]:
    """The signed checkpoints of an archive that holds them one after another, each followed by an empty line."""
    blocks = text.split("\n\n")
    for body, lines in zip(blocks[::2], blocks[1::2], strict=False):
        yield f"{body.lstrip(chr(10))}\n\n{lines if lines.endswith(chr(10)) else lines + chr(10)}"


def _signature(line: str) -> Signature:
    match = _LINE.fullmatch(line)
    try:
        data = b64decode(match[2], validate=True) if match else b""
    except ValueError:
        data = b""
    if not match or len(data) < 5 or b64encode(data).decode() != match[2]:
        raise NoteBroken(f"got '{line[:60]}', expected a signature line: dash, name, base64")
    return Signature(match[1], data[:4], data[4:])

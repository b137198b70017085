"""Write an entry down in the one canonical form that is hashed into the tree; no personal data is in it.

    besa.ledger.entry/1
    4f0c7d1e5a0b4c1f9a6e2b7d8c3f1a05        32 random hex digits: names the entry, and keeps its hash from being guessed
    1793232000123                           milliseconds since 1970, UTC
    staff/heron                             pseudonym of who acted
    reports.report.opened                   verb
    report/1842                             what it was done to
    9f86d081884c7d659a2feaa0c55ad015...     SHA-256 of the payload, 64 hex digits

Seven lines, each ending in a newline. The place of an entry is its place in the tree, so it is not among them.
A court can check one by hand: `(printf '\\0'; cat entry.txt) | sha256sum` prints its leaf hash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from besa.core.ledger.errors import EntryBroken
from besa.core.ledger.hashing import HASH_BYTES, leaf_hash

HEADER = "besa.ledger.entry/1"
LIMITS = {"actor": 80, "verb": 80, "object_id": 120}
"""How many characters each text may have."""

_NAME = re.compile(r"[0-9a-f]{32}")
_VERB = re.compile(r"[a-z][a-z0-9]*(?:\.[a-z][a-z0-9_]*){2}")
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_HEX_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """One act: `name` 32 hex digits, `at_ms` UTC milliseconds, `digest` 32 bytes, the rest short single-line texts.

    Raises:
        EntryBroken: a field has no canonical form.
    """

    name: str
    at_ms: int
    actor: str
    verb: str
    object_id: str
    digest: bytes

    def __post_init__(self) -> None:
        reason = flaw(self.name, self.at_ms, self.actor, self.verb, self.object_id, self.digest)
        if reason:
            raise EntryBroken(reason)

    def encode(self) -> bytes:
        """The canonical form; two different entries never share one."""
        return encode_fields(self.name, self.at_ms, self.actor, self.verb, self.object_id, self.digest)

    @property
    def leaf(self) -> bytes:
        """The leaf hash of this entry, 32 bytes."""
        return leaf_hash(self.encode())


def encode_fields(name: str, at_ms: int, actor: str, verb: str, object_id: str, digest: bytes) -> bytes:
    """The canonical form of fields that `flaw` found nothing wrong with."""
    return f"{HEADER}\n{name}\n{at_ms}\n{actor}\n{verb}\n{object_id}\n{digest.hex()}\n".encode()


def decode(data: bytes) -> Entry:
    """The entry written as `data`; only the exact canonical form is accepted.

    Raises:
        EntryBroken: the bytes are anything else.
    """
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise EntryBroken(f"got bytes that are not UTF-8 ({error.reason}), expected a ledger entry") from error
    if len(lines) != 8 or lines[7] or lines[0] != HEADER:
        raise EntryBroken(f"got {len(lines) - 1} lines starting '{lines[0][:40]}', expected 7 starting '{HEADER}'")
    _, name, at_ms, actor, verb, object_id, digest, _ = lines
    if not _DECIMAL.fullmatch(at_ms):
        raise EntryBroken(f"got time '{at_ms[:40]}', expected milliseconds as a plain number")
    if not _HEX_DIGEST.fullmatch(digest):
        raise EntryBroken(f"got digest '{digest[:80]}', expected 64 lowercase hex digits")
    return Entry(name, int(at_ms), actor, verb, object_id, bytes.fromhex(digest))


def flaw(name: object, at_ms: object, actor: object, verb: object, object_id: object, digest: object) -> str | None:
    """Why these fields cannot be an entry, or None; never raises, whatever a tampered row holds."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return f"got entry name {name!r:.80}, expected 32 lowercase hex digits"
    if not isinstance(at_ms, int) or isinstance(at_ms, bool) or not 0 <= at_ms < 2**63:
        return f"got time {at_ms!r:.80}, expected milliseconds since 1970 as a whole number"
    for label, value in (("actor", actor), ("verb", verb), ("object_id", object_id)):
        if not isinstance(value, str) or not 0 < len(value) <= LIMITS[label] or not value.isprintable():
            return f"got {label} {value!r:.80}, expected one line of 1 to {LIMITS[label]} characters"
    if not _VERB.fullmatch(str(verb)):
        return f"got verb {verb!r:.80}, expected room.noun.act in small letters"
    if not isinstance(digest, bytes) or len(digest) != HASH_BYTES:
        return f"got digest {digest!r:.80}, expected {HASH_BYTES} bytes"
    return None

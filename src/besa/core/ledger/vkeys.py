"""Name public keys the C2SP way (name+id+key) and check what they signed: logs, and witnesses who countersign."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from besa.core.ledger.errors import NoteBroken

if TYPE_CHECKING:
    from besa.core.ledger.checkpoints import Checkpoint


class Kind(IntEnum):
    """The signature types of c2sp.org/signed-note that Besa reads."""

    ED25519 = 0x01
    """A log's own signature over the note text."""
    ED25519_WITNESS = 0x04
    """A timed countersignature (c2sp.org/tlog-cosignature)."""
    MLDSA44 = 0x06
    """A timed post-quantum signature of a log or a witness (c2sp.org/tlog-cosignature)."""


_PUBLIC_BYTES = {Kind.ED25519: 32, Kind.ED25519_WITNESS: 32, Kind.MLDSA44: 1312}
_SIGNATURE_BYTES = {Kind.ED25519: 64, Kind.ED25519_WITNESS: 8 + 64, Kind.MLDSA44: 8 + 2420}
_NAME = re.compile(r"[^\s+]{1,255}")


@dataclass(frozen=True)
class VerifierKey:
    """A public key with its name; `text` is the "vkey" line to hand to others, `parse` reads one.

    Raises:
        NoteBroken: the name or the key has the wrong form.
    """

    name: str
    kind: Kind
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or not self.name.isprintable() or len(self.name.encode()) > 255:
            raise NoteBroken(f"got key name {self.name!r:.80}, expected 1 to 255 characters without space or plus")
        if len(self.public) != _PUBLIC_BYTES[self.kind]:
            raise NoteBroken(f"got a public key of {len(self.public)} bytes, expected {_PUBLIC_BYTES[self.kind]}")

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read a vkey line.

        Raises:
            NoteBroken: it is not one, or its parts do not belong together.
        """
        try:
            name, key_id, encoded = text.strip().split("+", 2)
            data = b64decode(encoded, validate=True)
            key = cls(name, Kind(data[0]), data[1:])
        except (ValueError, IndexError) as error:
            if isinstance(error, NoteBroken):
                raise
            raise NoteBroken(f"got '{text.strip()[:60]}', expected a verifier key: name+8 hex digits+base64") from error
        if key.key_id.hex() != key_id or key.text != text.strip():
            raise NoteBroken(f"got key id {key_id[:16]}, expected {key.key_id.hex()}: the verifier key was mistyped")
        return key

    def verify(self, checkpoint: Checkpoint, signature: bytes) -> int | None:
        """Accept this key's signature on a checkpoint; gives the second (UTC, since 1970) it was made, if it says so.

        Raises:
            NoteBroken: the signature is not this key's over this checkpoint.
        """
        if len(signature) != _SIGNATURE_BYTES[self.kind]:
            raise NoteBroken(
                f"got a signature of {len(signature)} bytes by {self.name}, expected {_SIGNATURE_BYTES[self.kind]}"
            )
        at = None if self.kind is Kind.ED25519 else int.from_bytes(signature[:8], "big")
        message = signed_message(self.kind, self.name, checkpoint, at)
        try:
            if self.kind is Kind.MLDSA44:
                MLDSA44PublicKey.from_public_bytes(self.public).verify(signature[8:], message)
            else:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature[-64:], message)
        except (InvalidSignature, ValueError) as error:
            raise NoteBroken(
                f"got a signature that {self.name} ({self.kind.name}) never made over size {checkpoint.size}, expected "
                "a valid one: the checkpoint was changed after it was signed, or somebody else signed it"
            ) from error
        return at


def signed_message(kind: Kind, name: str, checkpoint: Checkpoint, at: int | None) -> bytes:
    """The bytes a key of this kind signs; `at` is the second since 1970 for the timed kinds, None for ED25519."""
    if kind is Kind.ED25519:
        return checkpoint.text.encode()
    if at is None or not 0 <= at < 2**63:
        raise NoteBroken(f"got time {at}, expected seconds since 1970: a timed signature names its time")
    if kind is Kind.ED25519_WITNESS:
        return f"cosignature/v1\ntime {at}\n{checkpoint.text}".encode()
    signer, origin = name.encode(), checkpoint.origin.encode()
    return b"".join(
        (
            b"subtree/v1\n\x00",
            bytes([len(signer)]),
            signer,
            at.to_bytes(8, "big"),
            bytes([len(origin)]),
            origin,
            bytes(8),  # a checkpoint is the subtree that starts at leaf 0
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )

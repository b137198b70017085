"""Sign checkpoints: a log with Ed25519 and ML-DSA-44 together, a witness with either."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from besa.core.ledger.checkpoints import Checkpoint
from besa.core.ledger.errors import NoteBroken
from besa.core.ledger.notes import Note, Signature
from besa.core.ledger.vkeys import Kind, VerifierKey, signed_message

SEED_BYTES = 32


@dataclass(frozen=True)
class Signer:
    """One private key, kept as its 32-byte seed, under a public name; `at` in its methods is seconds since 1970."""

    name: str
    kind: Kind
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise NoteBroken(f"got a seed of {len(self.seed)} bytes for {self.name}, expected {SEED_BYTES}")

    @property
    def vkey(self) -> VerifierKey:
        """The public half, to hand to whoever checks."""
        if self.kind is Kind.MLDSA44:
            public = MLDSA44PrivateKey.from_seed_bytes(self.seed).public_key().public_bytes_raw()
        else:
            public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, self.kind, public)

    def sign(self, checkpoint: Checkpoint, *, at: int) -> Signature:
        """This key's signature on the checkpoint."""
        if self.kind is Kind.ED25519:
            message = signed_message(self.kind, self.name, checkpoint, None)
            return Signature(self.name, self.vkey.key_id, Ed25519PrivateKey.from_private_bytes(self.seed).sign(message))
        message = signed_message(self.kind, self.name, checkpoint, at)
        if self.kind is Kind.MLDSA44:
            signature = MLDSA44PrivateKey.from_seed_bytes(self.seed).sign(message)
        else:
            signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)
        return Signature(self.name, self.vkey.key_id, at.to_bytes(8, "big") + signature)


@dataclass(frozen=True)
class LogKeys:
    """The two keys of a log; both carry the log's origin as their name."""

    origin: str
    ed25519: bytes = field(repr=False)
    mldsa44: bytes = field(repr=False)

    @property
    def signers(self) -> tuple[Signer, Signer]:
        return Signer(self.origin, Kind.ED25519, self.ed25519), Signer(self.origin, Kind.MLDSA44, self.mldsa44)

    @property
    def vkeys(self) -> tuple[VerifierKey, VerifierKey]:
        first, second = self.signers
        return first.vkey, second.vkey

    def sign(self, *, size: int, root: bytes, at: int) -> Note:
        """A checkpoint of this log, signed by both keys."""
        checkpoint = Checkpoint(self.origin, size, root)
        return Note(checkpoint, tuple(signer.sign(checkpoint, at=at) for signer in self.signers))


def countersign(note: Note, witness: Signer, *, at: int) -> Note:
    """The same checkpoint with the witness's signature added.

    The dangerous half is not here: a witness must first see the log's own signature and a consistency proof from
    the last checkpoint it countersigned, or its signature says nothing.

    Raises:
        NoteBroken: the key is of a kind only logs use.
    """
    if witness.kind is Kind.ED25519:
        raise NoteBroken("got a log key (ED25519), expected a witness key: countersignatures name their time")
    return note.with_signatures((witness.sign(note.checkpoint, at=at),))

"""Vouch for public keys: whoever can only write to the database cannot have secrets sealed to a key of their own.

Each public key row carries a signature over whose it is and what it is. Only processes that may read staff/vouch can
sign (the staff face, and the commands that set a node up); every process can check with public/vouch. So not even
somebody who has taken over the public face can plant a key that reports would be sealed to. Two signatures, both of
which must hold: Ed25519, and ML-DSA-44 for the day when the first can be forged.
"""

from __future__ import annotations

from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from besa.core.sealing import PublicKey
from besa.node.platform import keyfiles

SIGNING_FILE = "staff/vouch"
CHECKING_FILE = "public/vouch"
SEED_SIZE = 64  # two seeds of 32 bytes: Ed25519, ML-DSA-44

_ED25519_KEY = 32
_ED25519_SIGNATURE = 64


class KeySwapped(Exception):
    """A public key in the database is not the one this node wrote there: nothing may be sealed to it."""


def public_file(secret: bytes) -> bytes:
    """What public/vouch holds, for the `SEED_SIZE` random bytes of staff/vouch."""
    ed25519, mldsa44 = _signers(secret)
    return ed25519.public_key().public_bytes_raw() + mldsa44.public_key().public_bytes_raw()


def vouch(public: PublicKey, *, owner: str) -> bytes:
    """2,484 bytes to store beside the key. `owner` says whose it is: "staff s-…", "desk 3 key 2", "recovery".

    Raises:
        KeyFileMissing: this process may check vouches, not give them.
    """
    ed25519, mldsa44 = _signers(keyfiles.read(SIGNING_FILE))
    message = _message(public, owner)
    return ed25519.sign(message) + mldsa44.sign(message)


def vouched(raw: bytes, vouch_stored: bytes, *, owner: str) -> PublicKey:
    """The public key, once it is sure that this node wrote it for this owner.

    Raises:
        KeySwapped: it did not.
    """
    public = PublicKey.from_bytes(bytes(raw))
    ed25519, mldsa44 = _checkers(keyfiles.read(CHECKING_FILE))
    signatures, message = bytes(vouch_stored), _message(public, owner)
    try:
        ed25519.verify(signatures[:_ED25519_SIGNATURE], message)
        mldsa44.verify(signatures[_ED25519_SIGNATURE:], message)
    except InvalidSignature:
        raise KeySwapped(f"the public key stored for {owner} was not written by this node") from None
    return public


def _message(public: PublicKey, owner: str) -> bytes:
    whose = owner.encode()
    return b"besa/vouch/v1" + len(whose).to_bytes(2) + whose + public.to_bytes()


def _signers(secret: bytes) -> tuple[Ed25519PrivateKey, MLDSA44PrivateKey]:
    if len(secret) != SEED_SIZE:
        raise ValueError(f"got {len(secret)} bytes for {SIGNING_FILE}, expected {SEED_SIZE}")
    return Ed25519PrivateKey.from_private_bytes(secret[:32]), MLDSA44PrivateKey.from_seed_bytes(secret[32:])


@cache
def _checkers(checker: bytes) -> tuple[Ed25519PublicKey, MLDSA44PublicKey]:
    ed25519, mldsa44 = checker[:_ED25519_KEY], checker[_ED25519_KEY:]
    return Ed25519PublicKey.from_public_bytes(ed25519), MLDSA44PublicKey.from_public_bytes(mldsa44)

"""Vouch for public keys: whoever can only write to the database cannot have secrets sealed to a key of their own.

Each public key row carries an HMAC-SHA-256 over whose it is and what it is, under a key made from a key file outside
the database. A swapped key is refused before anything is sealed to it.
"""

from __future__ import annotations

import hmac
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besa.core.sealing import PublicKey
from besa.node.platform import keyfiles


class KeySwapped(Exception):
    """A public key in the database is not the one this node wrote there: nothing may be sealed to it."""


def vouch(public: PublicKey, *, owner: str) -> bytes:
    """32 bytes to store beside the key. `owner` says whose it is: "staff s-…", "desk 3 key 2", "recovery"."""
    whose = owner.encode()
    return hmac.digest(_key(), len(whose).to_bytes(2) + whose + public.to_bytes(), sha256)


def vouched(raw: bytes, vouch_stored: bytes, *, owner: str) -> PublicKey:
    """The public key, once it is sure that this node wrote it for this owner.

    Raises:
        KeySwapped: it did not.
    """
    public = PublicKey.from_bytes(bytes(raw))
    if not hmac.compare_digest(vouch(public, owner=owner), bytes(vouch_stored)):
        raise KeySwapped(f"the public key stored for {owner} was not written by this node")
    return public


@cache
def _key() -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"besa/vouch/v1").derive(
        keyfiles.read("public/index")
    )

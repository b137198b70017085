"""The ledger's keys: the worker signs with two seeds, everybody checks with two public lines (public/ledger-vkey)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from besa.core.ledger import LogKeys, NoteBroken, VerifierKey
from besa.node.platform import home, keyfiles

ED25519 = "worker/ledger-ed25519"
MLDSA44 = "worker/ledger-mldsa44"
PUBLIC = "public/ledger-vkey"


class KeysDisagree(RuntimeError):
    """The private and the public key files are not of the same ledger; says which."""


def new_key_files(origin: str) -> Mapping[str, bytes]:
    """{name: content} of the three key files of a new ledger called `origin` (like "besa.example.org/ledger")."""
    keys = LogKeys(origin, secrets.token_bytes(32), secrets.token_bytes(32))
    return {ED25519: keys.ed25519, MLDSA44: keys.mldsa44, PUBLIC: public_file(keys.vkeys)}


def public_file(vkeys: tuple[VerifierKey, ...]) -> bytes:
    """What public/ledger-vkey holds: one verifier key a line."""
    return "".join(f"{vkey.text}\n" for vkey in vkeys).encode()


def parse_public(text: str) -> tuple[VerifierKey, ...]:
    """The verifier keys in a text, one a line; empty lines and lines starting with # do not count.

    Raises:
        NoteBroken: a line is no verifier key, there is none, or they are keys of different logs.
    """
    lines = [line.strip() for line in text.splitlines()]
    vkeys = tuple(VerifierKey.parse(line) for line in lines if line and not line.startswith("#"))
    if not vkeys:
        raise NoteBroken("got no verifier key, expected at least one line like name+1a2b3c4d+base64")
    if len({vkey.name for vkey in vkeys}) > 1:
        raise NoteBroken(
            f"got keys of {' and '.join(sorted({vkey.name for vkey in vkeys}))}, expected those of one log"
        )
    return vkeys


def signing() -> LogKeys:
    """The keys to sign with; only the worker's process can read them.

    Raises:
        KeyFileMissing: this process has none.
        KeysDisagree: the public lines are those of other keys, so nobody could check what these would sign.
    """
    try:
        public = parse_public(keyfiles.read(PUBLIC).decode())
    except keyfiles.KeyFileMissing:
        public = ()
    origin = public[0].name if public else home.identity().name
    keys = LogKeys(origin, keyfiles.read(ED25519), keyfiles.read(MLDSA44))
    if public and public != keys.vkeys:
        raise KeysDisagree(
            f"got keys {', '.join(key.key_id.hex() for key in keys.vkeys)} in {ED25519} and {MLDSA44}, expected "
            f"{', '.join(key.key_id.hex() for key in public)} as {PUBLIC} says. "
            "Put back the key files that belong together."
        )
    return keys


def verifying() -> tuple[VerifierKey, ...]:
    """The public keys to check this node's ledger with.

    Raises:
        KeyFileMissing: there are neither public nor private key files.
    """
    try:
        return parse_public(keyfiles.read(PUBLIC).decode())
    except keyfiles.KeyFileMissing:
        return signing().vkeys

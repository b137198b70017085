"""How people's and desks' secrets are sealed: one place for every purpose and context, so that none is mixed up."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besa.core.sealing import (
    SALT_SIZE,
    PublicKey,
    SealBroken,
    SecretKey,
    open_sealed,
    password_key,
    seal,
    unwrap,
    wrap,
)

_CONSONANTS = "bdfghjkmnprstvz"
_VOWELS = "aeiou"


@dataclass(frozen=True)
class SealedSecret:
    """A staff secret under a password: what the row keeps."""

    secret_sealed: bytes
    kdf_salt: bytes


def new_pseudonym() -> str:
    """A random name for the ledger: s- and ten characters, about 50 bits; says nothing about the person."""
    return "s-" + "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(10))


def new_starting_password() -> str:
    """A one-time password that can be read out on the phone: six syllable groups, about 74 bits."""
    groups = ("".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(2)) for _ in range(6))
    return "-".join(groups)


def seal_staff_secret(secret: SecretKey, *, password: str, pseudonym: str) -> SealedSecret:
    """Seal a person's secret under their password, with a fresh salt."""
    salt = os.urandom(SALT_SIZE)
    key = password_key(password, salt=salt)
    return SealedSecret(seal(secret.to_bytes(), key=key, record=pseudonym, field="staff-secret"), salt)


def open_staff_secret(sealed: SealedSecret, *, password: str, pseudonym: str) -> SecretKey:
    """Open a person's secret.

    Raises:
        SealBroken: the password is not the right one.
    """
    key = password_key(password, salt=sealed.kdf_salt)
    raw = open_sealed(sealed.secret_sealed, key=key, record=pseudonym, field="staff-secret")
    return SecretKey.from_bytes(raw)


def waste_time(password: str) -> None:
    """Cost what a real check costs, so that the clock does not tell whether a user name exists."""
    password_key(password, salt=bytes(SALT_SIZE))


def grant_to(person: PublicKey, secret: SecretKey, *, pseudonym: str) -> bytes:
    """Seal a desk secret to one person."""
    return wrap(secret.to_bytes(), to=person, purpose="desk-key", context=_context(secret.public, pseudonym))


def open_grant(sealed: bytes, *, by: SecretKey, desk: PublicKey, pseudonym: str) -> SecretKey:
    """Open a desk secret sealed to one person, and make sure that it belongs to the desk's public key.

    Raises:
        SealBroken: it is another person's, another desk's, or either key was swapped.
    """
    raw = unwrap(sealed, by=by, purpose="desk-key", context=_context(desk, pseudonym))
    return _matching(SecretKey.from_bytes(raw), desk)


def new_recovery_secret() -> bytes:
    """The 32 bytes that go on the printed shares and nowhere else."""
    return os.urandom(32)


def recovery_key(secret: bytes) -> SecretKey:
    """The recovery key pair that the printed secret stands for (HKDF-SHA-256 to the 96 bytes a secret key has)."""
    return SecretKey.from_bytes(
        HKDF(algorithm=hashes.SHA256(), length=96, salt=None, info=b"besa/recovery/v1").derive(secret)
    )


def seal_for_recovery(secret: SecretKey, *, to: PublicKey) -> bytes:
    """Seal a desk secret to the recovery key."""
    return wrap(secret.to_bytes(), to=to, purpose="desk-recovery", context=_context(secret.public, "recovery"))


def open_from_recovery(sealed: bytes, *, by: SecretKey, desk: PublicKey) -> SecretKey:
    """Open a desk secret with the recovery key.

    Raises:
        SealBroken: the shares are not this node's.
    """
    raw = unwrap(sealed, by=by, purpose="desk-recovery", context=_context(desk, "recovery"))
    return _matching(SecretKey.from_bytes(raw), desk)


def _context(desk: PublicKey, holder: str) -> str:
    return f"{desk.fingerprint} for {holder}"


def _matching(secret: SecretKey, public: PublicKey) -> SecretKey:
    if secret.public != public:
        raise SealBroken("a desk's secret and its public key do not belong together")
    return secret

"""The key pair backups are sealed to, derived from the same printed recovery secret that restores the desks.

One paper, no second set of shares to lose: HKDF makes the desk-recovery key and the backup key from it, so neither
tells the other. The node keeps only the public half, in the key file `public/backup`: it can make backups, and nobody
can open them on the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besa.core.sealing import PublicKey, SecretKey, combine_shares
from besa.node.platform import keyfiles

KEY_FILE = "public/backup"


def backup_key(secret: bytes) -> SecretKey:
    """The key pair that the 32-byte printed secret stands for."""
    return SecretKey.from_bytes(HKDF(algorithm=SHA256(), length=96, salt=None, info=b"besa/backup/v1").derive(secret))


def from_shares(shares: Sequence[str]) -> SecretKey:
    """The key pair from two of the three printed word lists.

    Raises:
        ShareProblem: they do not restore a secret.
    """
    return backup_key(combine_shares(list(shares)))


def publish(keys: Path, *, shares: Sequence[str]) -> PublicKey:
    """Write the public half as a key file below `keys`, once, when the shares are made (or typed in again).

    Raises:
        FileExistsError: there is one; a silently exchanged key would seal the next backup to somebody else.
    """
    public = from_shares(shares).public
    keyfiles.write_new(keys, KEY_FILE, public.to_bytes())
    return public


def published() -> PublicKey:
    """The public half.

    Raises:
        KeyFileMissing: nobody has written it.
    """
    try:
        return PublicKey.from_bytes(keyfiles.read(KEY_FILE))
    except keyfiles.KeyFileMissing as error:
        raise keyfiles.KeyFileMissing(
            f"{error} The backup key alone is written again by `besa backup-key`, from two recovery shares."
        ) from error

"""Make guessing slow: Argon2id (RFC 9106), the one function behind passwords and report codes.

libsodium computes it on the processor's vector unit: 9 ms for what OpenSSL needs 18 ms for, and half of what sending a
report costs is this one call. Whoever guesses offline uses such code in any case, so the slower one protects nobody.
"""

from __future__ import annotations

from nacl import bindings

SALT_SIZE = bindings.crypto_pwhash_SALTBYTES
KEY_SIZE = 32


def stretch(secret: bytes, *, salt: bytes, mebibytes: int, passes: int) -> bytes:
    """32 bytes from `secret` and a 16-byte salt, at the price of `mebibytes` of memory written `passes` times (1 lane).

    Raises:
        ValueError: the salt has another length.
    """
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt has {SALT_SIZE} bytes, got {len(salt)}")
    return bindings.crypto_pwhash_alg(
        KEY_SIZE, secret, salt, passes, mebibytes * 1024 * 1024, bindings.crypto_pwhash_ALG_ARGON2ID13
    )

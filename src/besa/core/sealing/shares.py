"""Print a recovery secret as three word lists, any two of which restore it (SLIP-39, Shamir over GF(256)).

The words carry their own checksum, so a mistyped word is noticed, and they come from a list of 1,024 common English
words chosen to be told apart by their first four letters.
"""

from __future__ import annotations

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

SHARES = 3
NEEDED = 2
_SECRET_SIZE = 32


class ShareProblem(ValueError):
    """The shares given do not restore a secret; says why in words for a person."""


def split_shares(secret: bytes) -> tuple[str, str, str]:
    """Three lists of 33 words from a 32-byte secret."""
    if len(secret) != _SECRET_SIZE:
        raise ValueError(f"a recovery secret has {_SECRET_SIZE} bytes, got {len(secret)}")
    first, second, third = generate_mnemonics(1, [(NEEDED, SHARES)], secret, iteration_exponent=1)[0]
    return first, second, third


def combine_shares(shares: list[str]) -> bytes:
    """The secret that two (or three) of the word lists hold; case and spacing do not matter.

    Raises:
        ShareProblem: fewer than two, a word that is not one, or lists of different sets.
    """
    tidy = list(dict.fromkeys(" ".join(share.lower().split()) for share in shares if share.strip()))
    if len(tidy) < NEEDED:
        raise ShareProblem(f"two different share lists are needed, got {len(tidy)}")
    try:
        secrets: set[bytes] = {combine_mnemonics([tidy[0], other]) for other in tidy[1:]}
    except (MnemonicError, ValueError, LookupError) as error:
        raise ShareProblem(f"these share lists do not fit together: {error}") from error
    # A third list is not needed, but one that says something else means that one of the three is wrong.
    if len(secrets) != 1:
        raise ShareProblem("these share lists do not fit together: they restore different secrets")
    return secrets.pop()

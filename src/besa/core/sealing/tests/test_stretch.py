"""Stretching is the Argon2id of RFC 9106, whichever library computes it."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.sealing.stretching import KEY_SIZE, SALT_SIZE, stretch


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=100), st.binary(min_size=SALT_SIZE, max_size=SALT_SIZE), st.integers(1, 4), st.integers(1, 8))
def test_two_libraries_agree(secret: bytes, salt: bytes, passes: int, mebibytes: int) -> None:
    other = Argon2id(salt=salt, length=KEY_SIZE, iterations=passes, lanes=1, memory_cost=mebibytes * 1024)
    assert stretch(secret, salt=salt, mebibytes=mebibytes, passes=passes) == other.derive(secret)


@pytest.mark.parametrize("size", [0, 8, 15, 17, 32])
def test_a_salt_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        stretch(b"secret", salt=bytes(size), mebibytes=1, passes=1)

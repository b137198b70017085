"""A wrapped key opens for its one owner, purpose and context, and for nothing else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.sealing import PublicKey, RecordKey, SealBroken, SecretKey, new_record_key, unwrap, wrap

OWNER = SecretKey.from_bytes(bytes(range(96)))
NAME = st.text(alphabet=st.characters(codec="utf-8"), max_size=16)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), NAME, NAME)
def test_the_owner_opens_what_was_wrapped(secret: bytes, purpose: str, context: str) -> None:
    wrapped = wrap(secret, to=OWNER.public, purpose=purpose, context=context)
    assert unwrap(wrapped, by=OWNER, purpose=purpose, context=context) == secret


@settings(max_examples=50, deadline=None)
@given(NAME, NAME, NAME, NAME)
def test_purpose_and_context_are_bound(purpose: str, context: str, purpose2: str, context2: str) -> None:
    wrapped = wrap(b"key", to=OWNER.public, purpose=purpose, context=context)
    if (purpose, context) != (purpose2, context2):
        with pytest.raises(SealBroken):
            unwrap(wrapped, by=OWNER, purpose=purpose2, context=context2)


def test_nobody_else_opens_it() -> None:
    wrapped = wrap(b"key", to=OWNER.public, purpose="p", context="c")
    with pytest.raises(SealBroken):
        unwrap(wrapped, by=SecretKey.generate(), purpose="p", context="c")


def test_half_of_the_owners_key_is_not_enough() -> None:
    """Both the lattice half and the curve half are needed: that is what hybrid means."""
    other = SecretKey.generate().to_bytes()
    wrapped = wrap(b"key", to=OWNER.public, purpose="p", context="c")
    for mixed in (OWNER.to_bytes()[:64] + other[64:], other[:64] + OWNER.to_bytes()[64:]):
        with pytest.raises(SealBroken):
            unwrap(wrapped, by=SecretKey.from_bytes(mixed), purpose="p", context="c")


def test_every_changed_byte_and_sampled_bits_are_refused() -> None:
    wrapped = wrap(b"key" * 10, to=OWNER.public, purpose="p", context="c")
    chance = random.Random(5)
    for byte in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[byte] ^= 1 << chance.randrange(8)
        with pytest.raises(SealBroken):
            unwrap(bytes(changed), by=OWNER, purpose="p", context="c")


def test_every_bit_around_the_curve_point_is_refused() -> None:
    """X25519 itself ignores the top bit of a point; the combiner must not."""
    wrapped = wrap(b"key", to=OWNER.public, purpose="p", context="c")
    point = 1 + 1088
    for position in range(point * 8, (point + 32) * 8):
        changed = bytearray(wrapped)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(SealBroken):
            unwrap(bytes(changed), by=OWNER, purpose="p", context="c")


@pytest.mark.parametrize("end", [0, 1, 2, 500, 1088, 1089, 1120, 1121, 1130, -1])
def test_a_truncated_wrapping_is_refused(end: int) -> None:
    wrapped = wrap(b"key", to=OWNER.public, purpose="p", context="c")
    with pytest.raises(SealBroken):
        unwrap(wrapped[:end], by=OWNER, purpose="p", context="c")


def test_keys_survive_being_written_and_read() -> None:
    key = SecretKey.generate()
    assert SecretKey.from_bytes(key.to_bytes()).public == key.public
    assert PublicKey.from_bytes(key.public.to_bytes()).fingerprint == key.public.fingerprint
    assert len(key.public.fingerprint) == 32


def test_two_generated_keys_differ() -> None:
    assert SecretKey.generate().public != SecretKey.generate().public


@pytest.mark.parametrize("size", [0, 95, 97, 1216])
def test_a_secret_key_of_the_wrong_size_is_named(size: int) -> None:
    with pytest.raises(ValueError, match=f"96 bytes, got {size}"):
        SecretKey.from_bytes(bytes(size))


def test_a_public_key_of_the_wrong_size_is_named() -> None:
    with pytest.raises(ValueError, match="1216 bytes, got 3"):
        PublicKey.from_bytes(b"abc")


def test_a_secret_key_never_shows_itself() -> None:
    key = SecretKey.generate()
    for shown in (repr(key), str(key), f"{key}"):
        assert key.to_bytes().hex() not in shown
        assert repr(key.to_bytes())[2:-1] not in shown


def test_the_halves_of_a_record_key_tell_nothing_of_each_other() -> None:
    key = new_record_key()
    assert len({key.root, key.conversation, key.desk}) == 3
    assert RecordKey(key.root).conversation == key.conversation
    assert RecordKey(key.root).desk == key.desk
    assert key.root.hex() not in repr(key)
    assert new_record_key() != key


def test_a_record_key_of_the_wrong_size_is_named() -> None:
    with pytest.raises(ValueError, match="32 bytes, got 31"):
        RecordKey(bytes(31))

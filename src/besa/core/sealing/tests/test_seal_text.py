"""A sealed text comes back exactly, in any script, and refuses every change of bit or place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.sealing import SealBroken, new_key, open_sealed, open_text, seal, seal_text
from besa.core.sealing.padding import SMALLEST, pad, padded_length, unpad

KEY = bytes(range(32))
# Lone surrogates too: a browser can send half of an emoji.
ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))
NAME = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)


@given(ANY_TEXT)
def test_any_text_in_any_script_comes_back_exactly(text: str) -> None:
    assert open_text(seal_text(text, key=KEY, record="r", field="story"), key=KEY, record="r", field="story") == text


@pytest.mark.parametrize(
    "text", ["", "\x00", "\x80", "ends in zeros\x00\x00", "\ud83d", "Ѓ ќ џ ë ç đ", "a" * 255, "a" * 256]
)
def test_texts_that_look_like_padding_come_back_exactly(text: str) -> None:
    assert open_text(seal_text(text, key=KEY, record="r", field="f"), key=KEY, record="r", field="f") == text


@given(st.binary(max_size=700))
def test_any_bytes_come_back_exactly(data: bytes) -> None:
    assert open_sealed(seal(data, key=KEY, record="r", field="f"), key=KEY, record="r", field="f") == data


def test_every_single_bit_change_is_refused() -> None:
    sealed = seal_text("Më ndihmoni. Помогнете ми.", key=KEY, record="r", field="story")
    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(SealBroken):
            open_text(bytes(changed), key=KEY, record="r", field="story")


def test_every_truncation_and_every_extension_is_refused() -> None:
    sealed = seal_text("short", key=KEY, record="r", field="story")
    for wrong in [sealed[:end] for end in range(len(sealed))] + [sealed + b"\x00", b"\x01" + sealed]:
        with pytest.raises(SealBroken):
            open_text(wrong, key=KEY, record="r", field="story")


@given(NAME, NAME, NAME, NAME)
def test_a_value_opens_only_in_its_own_record_and_field(record: str, field: str, record2: str, field2: str) -> None:
    sealed = seal(b"x", key=KEY, record=record, field=field)
    if (record, field) == (record2, field2):
        assert open_sealed(sealed, key=KEY, record=record2, field=field2) == b"x"
        return
    with pytest.raises(SealBroken):
        open_sealed(sealed, key=KEY, record=record2, field=field2)


def test_names_that_only_look_alike_when_joined_are_different_places() -> None:
    sealed = seal(b"x", key=KEY, record="ab", field="c")
    with pytest.raises(SealBroken):
        open_sealed(sealed, key=KEY, record="a", field="bc")


def test_another_key_does_not_open() -> None:
    sealed = seal_text("x", key=KEY, record="r", field="f")
    with pytest.raises(SealBroken):
        open_text(sealed, key=new_key(), record="r", field="f")


def test_the_same_text_sealed_twice_looks_different() -> None:
    assert seal_text("x", key=KEY, record="r", field="f") != seal_text("x", key=KEY, record="r", field="f")


def test_authentic_bytes_that_are_no_text_are_refused_as_broken() -> None:
    for data in (b"", b"no padding", pad(b"\xff\xfe")):
        with pytest.raises(SealBroken):
            open_text(seal(data, key=KEY, record="r", field="f"), key=KEY, record="r", field="f")


@given(st.binary(max_size=3000))
def test_padding_is_taken_off_exactly(data: bytes) -> None:
    padded = pad(data)
    assert unpad(padded) == data
    assert len(padded) == padded_length(len(data))


@given(st.integers(min_value=0, max_value=2**45))
def test_padding_costs_little_and_tells_little(size: int) -> None:
    length = padded_length(size)
    assert length > size
    assert length >= SMALLEST
    assert length <= max(SMALLEST, (size + 1) * 1.12)
    # A padded length is a fixed point: sizes fall into few classes.
    assert padded_length(length - 1) == length


def test_all_short_texts_have_one_length() -> None:
    assert len({len(seal_text("a" * n, key=KEY, record="r", field="f")) for n in range(256)}) == 1

"""A sealed file of any size comes back exactly; cut, mixed or changed, it is refused before its bytes are believed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.sealing import CHUNK, FileSealer, SealBroken, new_key, open_file
from besa.core.sealing.files import HEADER
from besa.core.sealing.padding import padded_length

KEY = bytes(range(32))
PIECE = CHUNK + 16
_NOISE = random.Random(7).randbytes(8191)


def content(size: int) -> bytes:
    return (_NOISE * (size // len(_NOISE) + 1))[:size]


def sealed(data: bytes, *, step: int = CHUNK, key: bytes = KEY, record: str = "r", file: str = "f") -> bytes:
    sealer = FileSealer(key=key, record=record, file=file)
    parts = [sealer.update(data[at : at + step]) for at in range(0, len(data), step)]
    return b"".join(parts) + sealer.finish()


def opened(data: bytes, *, step: int = CHUNK, key: bytes = KEY, record: str = "r", file: str = "f") -> bytes:
    pieces = (data[at : at + step] for at in range(0, len(data), step))
    return b"".join(open_file(pieces, key=key, record=record, file=file))


def pieces(data: bytes) -> tuple[bytes, list[bytes]]:
    return data[:HEADER], [data[at : at + PIECE] for at in range(HEADER, len(data), PIECE)]


def boundaries() -> Iterator[int]:
    """Every size where a chunk, a padding class or the smallest size ends, two bytes to either side."""
    classes = {
        padded_length(size) for size in (0, 256, 300, 1000, 65_000, CHUNK // 2, CHUNK - 40_000, CHUNK, 2 * CHUNK)
    }
    for edge in sorted({0, CHUNK, 2 * CHUNK, 3 * CHUNK, 4 * CHUNK} | classes):
        yield from (size for size in range(edge - 2, edge + 3) if size >= 0)


@pytest.mark.parametrize("size", sorted(set(boundaries())))
@pytest.mark.parametrize("ending", [b"", b"\x00\x00", b"\x80", b"\x80\x00"], ids=["plain", "zeros", "mark", "padding"])
def test_any_size_comes_back_exactly(size: int, ending: bytes) -> None:
    data = (content(size)[: size - len(ending)] + ending)[-size:] if size else b""
    assert opened(sealed(data)) == data


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
@pytest.mark.parametrize("fill", [b"\x00", b"\x80"])
def test_a_file_made_of_padding_bytes_comes_back_exactly(size: int, fill: bytes) -> None:
    data = fill * size
    assert opened(sealed(data)) == data


@pytest.mark.parametrize("zeros", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 5])
def test_a_mark_and_zeros_in_the_middle_are_content(zeros: int) -> None:
    for data in (b"a\x80" + bytes(zeros) + b"b", b"\x80" + bytes(zeros) + b"\x80", bytes(zeros) + b"\x80\x80"):
        assert opened(sealed(data)) == data


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=5000), st.integers(1, 600), st.integers(1, 600))
def test_it_does_not_matter_how_the_bytes_were_divided(data: bytes, written: int, read: int) -> None:
    assert opened(sealed(data, step=written), step=read) == data


@pytest.mark.parametrize("step", [CHUNK - 1, CHUNK + 1, 65_536, 3 * CHUNK])
def test_divisions_across_chunks_do_not_matter(step: int) -> None:
    data = content(2 * CHUNK + 100)
    assert opened(sealed(data, step=step), step=step) == data


def test_every_single_bit_change_of_a_small_file_is_refused() -> None:
    whole = sealed(b"x")
    for position in range(len(whole) * 8):
        with pytest.raises(SealBroken):
            opened(_flipped(whole, position))


def test_bit_changes_anywhere_in_a_large_file_are_refused() -> None:
    whole = sealed(content(2 * CHUNK + 500))
    header, parts = pieces(whole)
    edges = [0, 1, HEADER - 1, HEADER, HEADER + CHUNK, HEADER + PIECE - 1, HEADER + PIECE, len(whole) - 1]
    chosen = edges + [random.Random(3).randrange(len(whole)) for _ in range(24)]
    for byte in chosen:
        with pytest.raises(SealBroken):
            opened(_flipped(whole, byte * 8 + byte % 8))
    assert len(header) + sum(map(len, parts)) == len(whole)


def test_no_byte_of_a_changed_chunk_is_released() -> None:
    data = content(3 * CHUNK)
    whole = sealed(data)
    released: list[bytes] = []
    stream = open_file([_flipped(whole, (HEADER + PIECE + 5) * 8)], key=KEY, record="r", file="f")
    with pytest.raises(SealBroken):
        list(map(released.append, stream))
    assert b"".join(released) == data[:CHUNK]


def test_truncation_at_every_kind_of_place_is_refused() -> None:
    whole = sealed(content(2 * CHUNK + 10))
    ends = [0, 1, HEADER - 1, HEADER, HEADER + 1, HEADER + 16, HEADER + PIECE - 1, HEADER + PIECE, HEADER + PIECE + 1]
    ends += [HEADER + 2 * PIECE - 1, HEADER + 2 * PIECE, len(whole) - 17, len(whole) - 16, len(whole) - 1]
    for end in ends:
        with pytest.raises(SealBroken):
            opened(whole[:end])


def test_chunks_cannot_be_dropped_repeated_reordered_or_added() -> None:
    header, (first, second, third, last) = pieces(sealed(content(3 * CHUNK + 10)))
    for wrong in (
        [second, first, third, last],
        [first, third, last],
        [first, second, second, third, last],
        [first, second, third, last, last],
        [first, second, third],
        [last],
        [first, second, third, last, b"\x00"],
    ):
        with pytest.raises(SealBroken):
            b"".join(open_file(chain([header], wrong), key=KEY, record="r", file="f"))


def test_chunks_cannot_be_swapped_between_files() -> None:
    data = content(2 * CHUNK + 10)
    header, mine = pieces(sealed(data))
    _, other = pieces(sealed(data))
    with pytest.raises(SealBroken):
        b"".join(open_file([header, mine[0], other[1], mine[2]], key=KEY, record="r", file="f"))


@pytest.mark.parametrize(
    "wrong", [{"record": "other"}, {"file": "other"}, {"record": "rf", "file": ""}, {"key": new_key()}]
)
def test_a_file_opens_only_with_its_key_in_its_place(wrong: dict[str, str]) -> None:
    with pytest.raises(SealBroken):
        opened(sealed(b"content"), **wrong)  # type: ignore[arg-type]


def test_what_the_disk_sees_holds_nothing_of_the_content() -> None:
    word = b"KANARI-" * 100
    assert b"KANARI" not in sealed(word + content(CHUNK) + word)


def test_a_finished_file_takes_nothing_more() -> None:
    sealer = FileSealer(key=KEY, record="r", file="f")
    sealer.finish()
    with pytest.raises(ValueError, match="finished"):
        sealer.update(b"more")
    with pytest.raises(ValueError, match="finished"):
        sealer.finish()


def test_a_sealer_holds_at_most_one_chunk_back() -> None:
    sealer = FileSealer(key=KEY, record="r", file="f")
    fed = given_back = 0
    for _ in range(40):
        fed += 100_000
        given_back += len(sealer.update(content(100_000)))
        assert fed - given_back <= CHUNK


def _flipped(data: bytes, position: int) -> bytes:
    changed = bytearray(data)
    changed[position // 8] ^= 1 << position % 8
    return bytes(changed)

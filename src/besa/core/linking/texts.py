"""Find texts that are nearly the same without keeping them: keyed MinHash sketches, and bands to look them up by.

A text is folded and cut into overlapping pieces of five letters. Each piece is hashed with a key; of the pieces that
fall into one of 40 slots the smallest hash stays (one-permutation MinHash: Li, Owen, Zhang 2012; empty slots borrow
from the next, Shrivastava and Li 2014). The share of equal slots estimates the share of equal pieces (Jaccard), with a
standard error of about 0.07. Four slots make a band, and ten bands make ten tokens: two texts that share 80 % of their
pieces share a band in 99 of 100 cases, two that share 30 % in 8 of 100, and those fail the check of the whole sketch.
Ten slots make a tight band. Who shares one of the four needs no check (two that share 90 % do in 82 of 100 cases, 50 %
in 4 of 1,000), so that a script in hundreds of reports is held together without comparing each with each.
Without the key a sketch can be compared with another and says nothing else.

A signature as it is kept (`marked`) ends with the first two bytes of its ten bands' tokens: so it is known which of
several texts a shared band belongs to, and two reports are not taken for alike because of a standard text in both.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from operator import eq
from typing import NamedTuple

SLOTS = 40
ROWS = 4
BANDS = SLOTS // ROWS
TIGHT_ROWS = 10
BYTES_PER_SLOT = 2
_SIGNATURE = SLOTS * BYTES_PER_SLOT
LEAST = 48
"""Folded letters and digits below which a text is too short to say that it is the same as another."""

MOST = 8_000
LONG = 120
"""Letters from which a line is a text of its own; shorter lines belong to those around them, as in a conversation."""

HEAD = 2
_PIECE = 5
_BORROWED = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_ONE_LETTER = dict(zip("абвгдежзијклмнопрстћуфхцчш", "abvgdezzijklmnoprstcufhccs", strict=True))
_CYRILLIC = _ONE_LETTER | {"ђ": "đ", "љ": "lj", "њ": "nj", "џ": "dz", "ѕ": "dz"}


class _Table(dict[int, str | None]):
    """Learns each character the first time it is met (Unicode bounds its size)."""

    def __missing__(self, point: int) -> str | None:
        letter = chr(point)
        self[point] = kept = _CYRILLIC.get(letter, letter) if letter.isalnum() else None
        return kept


_TABLE = _Table()


class Sketch(NamedTuple):
    """`signature` (80 bytes) is compared with others; `bands` and `tight` become tokens of kind "text"."""

    signature: bytes
    bands: tuple[str, ...]
    tight: tuple[str, ...]


def fold(text: str) -> str:
    """Letters and digits only, without case, marks and script: "Sot, në ora 5" is "sotneora5"."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_TABLE)


def sketch(text: str, *, key: bytes) -> Sketch | None:
    """The keyed sketch of a text; None where it is too short to be compared. `key` has 16 to 64 bytes."""
    folded = fold(text[: 2 * MOST])[:MOST]
    if len(folded) < LEAST:
        return None
    slots = _slots(folded, key)
    signature = b"".join((slot & 0xFFFF).to_bytes(BYTES_PER_SLOT, "big") for slot in slots)
    tight = tuple(f"tight {band}" for band in _bands(slots, TIGHT_ROWS))
    return Sketch(signature, _bands(slots, ROWS), tight)


def parts(text: str) -> list[str]:
    """What is compared by itself: providers put their standard text and a conversation into one field, line by line."""
    if len(text) <= LONG or "\n" not in text:
        return [text]
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if len(line) >= LONG:
            found += [[line], []]
        else:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found if lines]


def marked(signature: bytes, tokens: Sequence[bytes]) -> bytes:
    """The signature as it is kept. `tokens`: those of its bands, in their order."""
    return signature + b"".join(token[:HEAD] for token in tokens)


def likeness(one: bytes, other: bytes) -> float:
    """The share of equal slots of two signatures."""
    if one == other:
        return 1.0
    equal: int = sum(map(eq, memoryview(one[:_SIGNATURE]).cast("H"), memoryview(other[:_SIGNATURE]).cast("H")))
    return equal / SLOTS


def common(one: bytes, other: bytes) -> set[bytes]:
    """The beginnings of the bands' tokens that two marked signatures share."""
    ends = range(_SIGNATURE, min(len(one), len(other)), HEAD)
    return {one[at : at + HEAD] for at in ends if one[at : at + HEAD] == other[at : at + HEAD]}


def _bands(slots: Sequence[int], rows: int) -> tuple[str, ...]:
    return tuple(
        f"{at // rows}:" + "".join(f"{slot:016x}" for slot in slots[at : at + rows]) for at in range(0, SLOTS, rows)
    )


def _slots(folded: str, key: bytes) -> list[int]:
    least: list[int | None] = [None] * SLOTS
    for piece in {folded[at : at + _PIECE] for at in range(len(folded) - _PIECE + 1)}:
        value = int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8, key=key).digest(), "little")
        slot = value % SLOTS
        kept = least[slot]
        if kept is None or value < kept:
            least[slot] = value
    return [_filled(least, slot) for slot in range(SLOTS)]


def _filled(least: Sequence[int | None], slot: int) -> int:
    for steps in range(SLOTS):
        value = least[(slot + steps) % SLOTS]
        if value is not None:
            return (value + steps * _BORROWED) & _MASK
    return 0

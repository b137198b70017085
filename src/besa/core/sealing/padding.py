"""Pad before sealing, so that a sealed text's length says little about it.

ISO/IEC 7816-4 padding (0x80, then zeros) up to a length with few significant bits (the Padmé rule of the PURBs paper,
Nikitin et al. 2019): at most 12 % longer, and only O(log log n) bits of length leak. Nothing is shorter than 256 bytes.
"""

from __future__ import annotations

SMALLEST = 256


def padded_length(size: int) -> int:
    """The length in bytes that `size` bytes are padded to (at least one byte of padding is always added)."""
    wanted = size + 1
    if wanted <= SMALLEST:
        return SMALLEST
    exponent = wanted.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (wanted + mask) & ~mask


def pad(data: bytes) -> bytes:
    """`data`, a 0x80, and zeros up to `padded_length`."""
    return data + b"\x80" + bytes(padded_length(len(data)) - len(data) - 1)


def unpad(data: bytes) -> bytes:
    """What `pad` was given.

    Raises:
        ValueError: `data` does not end in padding.
    """
    body = data.rstrip(b"\x00")
    if body[-1:] != b"\x80":
        raise ValueError("the padding is missing")
    return body[:-1]

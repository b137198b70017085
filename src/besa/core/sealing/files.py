"""Seal a file of any size as it arrives: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015).

Layout: header (version 0x01 | 32-byte salt), then sealed chunks of 1 MiB + 16 bytes, the last one shorter or equal.
A chunk's nonce is an 11-byte counter and a last-chunk flag, under a key derived from the record key and the salt with
the record and file names bound in, so chunks cannot be dropped, repeated, reordered or moved between files, and a
truncated file is noticed. The plaintext is padded (padding.py), so the size says little.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besa.core.sealing.boxes import SealBroken
from besa.core.sealing.padding import padded_length

CHUNK = 1024 * 1024
_TAG = 16
_VERSION = b"\x01"
_SALT = 32
HEADER = len(_VERSION) + _SALT


class FileSealer:
    """Feed it plaintext with `update`, write what it returns, end with `finish`. Holds at most one chunk."""

    def __init__(self, *, key: bytes, record: str, file: str) -> None:
        salt = os.urandom(_SALT)
        self._cipher = _cipher(key, salt, record, file)
        self._out = bytearray(_VERSION + salt)
        self._waiting = bytearray()
        self._counter = 0
        self._size = 0
        self._finished = False

    def update(self, data: bytes) -> bytes:
        """Sealed bytes ready to be written (perhaps none yet)."""
        self._still_open()
        self._size += len(data)
        return self._take(data)

    def finish(self) -> bytes:
        """The rest, padding and last chunk included; nothing can follow."""
        self._still_open()
        self._finished = True
        missing = padded_length(self._size) - self._size
        out = bytearray(self._take(b"\x80"))
        missing -= 1
        while missing:
            step = min(missing, CHUNK)
            out += self._take(bytes(step))
            missing -= step
        out += self._cipher.encrypt(_nonce(self._counter, last=True), bytes(self._waiting), None)
        return bytes(out)

    def _still_open(self) -> None:
        # A second last chunk would use its nonce a second time.
        if self._finished:
            raise ValueError("this sealed file is finished")

    def _take(self, data: bytes) -> bytes:
        self._waiting += data
        # A full chunk is only sealed when more follows: the last chunk must carry the flag.
        while len(self._waiting) > CHUNK:
            chunk = bytes(self._waiting[:CHUNK])
            del self._waiting[:CHUNK]
            self._out += self._cipher.encrypt(_nonce(self._counter, last=False), chunk, None)
            self._counter += 1
        ready = bytes(self._out)
        self._out.clear()
        return ready


def open_file(chunks: Iterable[bytes], *, key: bytes, record: str, file: str) -> Iterator[bytes]:
    """Yield the plaintext of a sealed file, piece by piece, each authenticated before it is released.

    `chunks` are the sealed bytes in any division. Memory: about two chunks.

    Raises:
        SealBroken: at the first piece that is not as it was written, or when the end is missing.
    """
    source = _Reader(chunks)
    header = source.read(HEADER)
    if len(header) != HEADER or header[:1] != _VERSION:
        raise SealBroken("this is no sealed file of version 1")
    cipher = _cipher(key, header[1:], record, file)
    held_zeros = 0  # zeros (and the 0x80 before them) may be padding: held back until something else follows
    held_mark = False
    for counter, (sealed, last) in enumerate(source.pieces(CHUNK + _TAG)):
        try:
            plain = cipher.decrypt(_nonce(counter, last=last), sealed, None)
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"chunk {counter} of a sealed file does not open") from error
        body = plain.rstrip(b"\x00")
        zeros = len(plain) - len(body)
        if body:
            if held_mark:
                yield b"\x80"
            yield from _zeros(held_zeros)
            held_mark = body.endswith(b"\x80")
            held_zeros = zeros
            if held_mark:
                body = body[:-1]
            if body:
                yield body
        else:
            held_zeros += zeros
    if not held_mark:
        raise SealBroken("a sealed file is authentic but its padding is missing")


class _Reader:
    """Re-divides incoming bytes into pieces of one size, telling which is the last."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._source = iter(chunks)
        self._buffer = bytearray()
        self._ended = False

    def _fill(self, size: int) -> None:
        while len(self._buffer) < size and not self._ended:
            piece = next(self._source, None)
            if piece is None:
                self._ended = True
            else:
                self._buffer += piece

    def read(self, size: int) -> bytes:
        self._fill(size)
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def pieces(self, size: int) -> Iterator[tuple[bytes, bool]]:
        while True:
            self._fill(size + 1)
            last = len(self._buffer) <= size
            yield self.read(size), last
            if last:
                return


def _zeros(count: int) -> Iterator[bytes]:
    while count:
        step = min(count, CHUNK)
        yield bytes(step)
        count -= step


def _cipher(key: bytes, salt: bytes, record: str, file: str) -> AESGCM:
    names = b"".join(struct.pack(">I", len(part)) + part for part in (record.encode(), file.encode()))
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"besa/file/v1" + names).derive(key))


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")

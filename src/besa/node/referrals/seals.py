"""Seal and open the bytes a referral was read from, compressed, under the desk's half of the record key."""

from __future__ import annotations

import zlib
from uuid import UUID

from besa.core.sealing import open_sealed, seal

_FIELD = "referral-raw"


def raw(data: bytes, *, report: UUID, desk: bytes) -> bytes:
    return seal(zlib.compress(data, 6), key=desk, record=str(report), field=_FIELD)


def open_raw(sealed: bytes | memoryview, *, report: UUID, desk: bytes) -> bytes:
    return zlib.decompress(open_sealed(sealed, key=desk, record=str(report), field=_FIELD))

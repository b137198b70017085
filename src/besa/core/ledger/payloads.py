"""Digest what an act was about: bytes as they are, mappings in one canonical form (RFC 8785 without fractions)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from besa.core.ledger.errors import EntryBroken

Plain = None | bool | int | str | list["Plain"] | tuple["Plain", ...] | Mapping[str, "Plain"]

EXACT = 2**53 - 1
"""The largest whole number every JSON reader keeps exactly."""


def payload_digest(payload: bytes | Mapping[str, Plain]) -> bytes:
    """SHA-256 over the payload, 32 bytes: what `sha256sum` prints for the bytes, or for the canonical JSON.

    A digest does not hide a short or guessable text: give the sealed bytes of what is sealed, never its clear text.

    Raises:
        EntryBroken: the mapping holds something that has no canonical form.
    """
    return sha256(payload if isinstance(payload, bytes) else canonical_json(payload)).digest()


def canonical_json(value: Plain) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces, the same for everyone (RFC 8785).

    Raises:
        EntryBroken: a value is not null, true, false, a whole number up to 2**53 - 1, a text, a list or a mapping.
    """
    try:
        return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError as error:
        raise EntryBroken(
            f"got half a character in a text of the payload ({error.reason}), expected whole ones"
        ) from error


def _ordered(value: Plain) -> Plain:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > EXACT:
            raise EntryBroken(f"got the number {value}, expected at most {EXACT}: give larger ones as text")
        return value
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise EntryBroken(f"got a {type(key).__name__} as a name in the payload, expected a text")
        # RFC 8785 sorts by UTF-16 code units, which differs from Python's order beyond U+FFFF
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return {name: _ordered(value[name]) for name in names}
    raise EntryBroken(
        f"got a {type(value).__name__} in the payload, expected text, whole numbers, true, false, null, "
        "lists or mappings"
    )

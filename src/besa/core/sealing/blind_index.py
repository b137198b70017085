"""The blind index: find "the same phone number in another report" without storing the number."""

from __future__ import annotations

import hmac

SIZE = 16


def blind(index_key: bytes, kind: str, canonical: str) -> bytes:
    """16 bytes that stand for one identifier: HMAC-SHA-256(index key, kind, 0x00, canonical form), truncated.

    `kind` and `canonical` come from core.identifiers; `kind` holds no zero byte.
    """
    if "\x00" in kind:
        raise ValueError("a kind of identifier holds no zero byte")
    message = kind.encode() + b"\x00" + canonical.encode("utf-8", "surrogatepass")
    return hmac.digest(index_key, message, "sha256")[:SIZE]

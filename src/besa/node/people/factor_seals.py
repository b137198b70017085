"""Second steps belong to one person: a row moved or written by whoever can only write to the database is refused.

The secret of an app and the seed of spare codes are sealed under a key file with the owner's number as associated data.
allauth seals and opens through its adapter, which is not told whose secret it is. So a loaded row hands its secret on
as text that knows its owner, and a new row is sealed to its owner when it is saved. A security key has no secret here;
its row carries a mark over owner and credential instead, looked at whenever it was used.
"""

from __future__ import annotations

import base64
import hmac
import json
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besa.core.sealing import SealBroken, open_text, seal_text
from besa.node.platform import keyfiles

_SECRETS = ("secret", "seed")
_NEW = "new:"


class OwnedText(str):
    """A sealed secret as it lies in the row of `owner`."""

    __slots__ = ("owner",)
    owner: int


def seal(text: str) -> str:
    """Seal a secret that has no row yet; `on_save` seals it to its owner."""
    return _NEW + _sealed(text, "second-step, not saved yet")


def open_owned(sealed: str) -> str:
    """Open the secret of a row.

    Raises:
        SealBroken: it was made for somebody else's row, or not by this node.
    """
    if isinstance(sealed, OwnedText):
        return _opened(sealed, _record(sealed.owner))
    if sealed.startswith(_NEW):
        return _opened(sealed.removeprefix(_NEW), "second-step, not saved yet")
    raise SealBroken("a secret of a second step without an owner")


def on_load(instance: Any, **signal: Any) -> None:
    """Every secret of a row knows from now on whose row it lies in."""
    if "data" in instance.get_deferred_fields() or not isinstance(instance.data, dict):
        return
    for name in _SECRETS:
        sealed = instance.data.get(name)
        # What is not saved yet comes from this process; from a table nothing is taken that claims so.
        if isinstance(sealed, str) and instance.pk is not None:
            instance.data[name] = _owned(sealed, instance.user_id)


def on_save(instance: Any, **signal: Any) -> None:
    """A new row is sealed to its owner, or marked; later changes of it keep both."""
    if instance.pk is not None:
        return
    for name in _SECRETS:
        if name in instance.data:
            sealed = _sealed(open_owned(instance.data[name]), _record(instance.user_id))
            instance.data[name] = _owned(sealed, instance.user_id)
    if "credential" in instance.data:
        instance.data["mark"] = mark(instance.user_id, instance.data["credential"])


def belongs(instance: Any) -> bool:
    """Whether this node wrote this row for the person whose row it is."""
    if "credential" in instance.data:
        right = mark(instance.user_id, instance.data["credential"])
        return hmac.compare_digest(str(instance.data.get("mark", "")).encode(), right.encode())
    try:
        return all(bool(open_owned(instance.data[name])) for name in _SECRETS if name in instance.data)
    except (SealBroken, ValueError):
        return False


def mark(owner: int, credential: Any) -> str:
    """What the row of a security key carries: 64 hex digits over its owner and its credential."""
    said = [_record(owner), credential]
    return hmac.digest(_key(), json.dumps(said, sort_keys=True).encode(), sha256).hex()


def _owned(sealed: str, owner: int) -> OwnedText:
    text = OwnedText(sealed)
    text.owner = owner
    return text


def _record(owner: int) -> str:
    return f"second-step of {owner}"


def _sealed(text: str, record: str) -> str:
    return base64.b64encode(seal_text(text, key=_key(), record=record, field="secret")).decode("ascii")


def _opened(sealed: str, record: str) -> str:
    try:
        return open_text(base64.b64decode(sealed), key=_key(), record=record, field="secret")
    except ValueError as error:
        raise SealBroken("a secret of a second step is no base 64") from error


@cache
def _key() -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"besa/second-step/v1").derive(
        keyfiles.read("staff/django")
    )

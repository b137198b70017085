"""What other rooms keep under the key of a file: they are told when the file gets a new key, and when it is erased."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from besa.core.sealing import RecordKey
from besa.node.platform.actors import Actor


class Rider(Protocol):
    """Both are called in the transaction of the act itself."""

    def rekeyed(self, file_id: UUID, *, old: RecordKey, new: RecordKey) -> None: ...
    def erased(self, file_id: UUID, *, actor: Actor, now: datetime) -> None: ...


_RIDERS: dict[str, Rider] = {}


def register(name: str, rider: Rider) -> None:
    """Called once by each room that keeps something under the keys of files, when Django starts."""
    _RIDERS[name] = rider


def rekeyed(file_id: UUID, *, old: RecordKey, new: RecordKey) -> None:
    for rider in _RIDERS.values():
        rider.rekeyed(file_id, old=old, new=new)


def erased(file_id: UUID, *, actor: Actor, now: datetime) -> None:
    for rider in _RIDERS.values():
        rider.erased(file_id, actor=actor, now=now)

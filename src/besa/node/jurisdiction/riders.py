"""What other rooms keep under the key of an assessment: told when it gets a new key, and when it is erased."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from besa.core.sealing import RecordKey
from besa.node.platform.actors import Actor


class Rider(Protocol):
    """Both are called in the transaction of the act itself."""

    def rekeyed(self, assessment_id: UUID, *, old: RecordKey, new: RecordKey) -> None: ...
    def erased(self, assessment_id: UUID, *, actor: Actor, now: datetime) -> None: ...


_RIDERS: dict[str, Rider] = {}


def register(name: str, rider: Rider) -> None:
    """Called once by each room that keeps something under the keys of assessments, when Django starts."""
    _RIDERS[name] = rider


def rekeyed(assessment_id: UUID, *, old: RecordKey, new: RecordKey) -> None:
    for rider in _RIDERS.values():
        rider.rekeyed(assessment_id, old=old, new=new)


def erased(assessment_id: UUID, *, actor: Actor, now: datetime) -> None:
    for rider in _RIDERS.values():
        rider.erased(assessment_id, actor=actor, now=now)

"""What changes gap maps: ask for one, make it in turns, open the own State's list with a purpose and a mark."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction

from besa.core.jurisdiction import Reading
from besa.core.jurisdiction.gaps import Making, telling
from besa.node.jurisdiction import gap_map_queries as queries
from besa.node.jurisdiction.gap_map_models import GapMap, GapMapUse
from besa.node.jurisdiction.gap_map_values import PURPOSES, SHORTEST, NoMap, NoPurpose, NotForYou, QuotaUsed
from besa.node.law import queries as law
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger

MAKE: Final = "jurisdiction.make_gap_map"
OPENED: Final = "jurisdiction.map.opened"
# The ledger is sequenced between two turns, and a report waits for that.
_TURN: Final = 0.8
# A worker that says nothing for so long was stopped; another one begins anew.
_SILENT: Final = timedelta(minutes=2)
_THOUSAND: Final = 1000


def want(*, now: datetime) -> None:
    """Ask for the map of the law as it counts; the worker makes it."""
    GapMap.objects.get_or_create(version=law.version(), defaults={"wanted_at": now})


class _AtWork:
    """The map that this process makes."""

    def __init__(self, version: str, now: datetime) -> None:
        self.version = version
        self.on = now.date()
        self.making = Making(law.current(), on=self.on, reading=Reading(), own=queries.own_state())
        self.steps: Iterator[tuple[int, int]] = self.making.steps()


_at_work: _AtWork | None = None


def work_on(*, now: datetime, turn: float = _TURN) -> bool:
    """Go on with a map that somebody wants, for `turn` seconds at most. Returns whether there is more to do."""
    global _at_work  # noqa: PLW0603 - half a map is worth nothing to another process
    wanted = list(GapMap.objects.filter(made_on=None))
    version = law.version() if wanted else ""
    row = next((one for one in wanted if one.version == version), None)
    # What was asked of a law that no longer counts is not made any more.
    GapMap.objects.filter(pk__in=[one.pk for one in wanted if one is not row]).delete()
    if row is None:
        _at_work = None
        return False
    if _at_work is None or _at_work.version != version:
        if row.seen_at is not None and row.seen_at > now - _SILENT:
            return False  # another worker is at it
        _at_work = _AtWork(version, now)
    until = time.monotonic() + turn
    for done, of in _at_work.steps:
        if time.monotonic() > until:
            GapMap.objects.filter(pk=row.pk).update(done=done * _THOUSAND // of, seen_at=now)
            return True
    made = _at_work.making.finished()
    with transaction.atomic():
        GapMap.objects.filter(pk=row.pk).update(
            done=_THOUSAND,
            seen_at=now,
            made_on=_at_work.on,
            aggregate=telling.plain(made.aggregate),
            own=telling.plain_own(made.own) if made.own else None,
        )
        GapMap.objects.exclude(pk=row.pk).delete()
    _at_work = None
    return False


def open_own(*, purpose: str, words: str, keyring: Keyring, now: datetime) -> UUID:
    """Open the own State's list: writes down who, when and what for, and leaves a mark in the ledger.

    Raises:
        NotForYou: no lawyer. NoPurpose: nothing was said. NoMap: there is nothing to open. QuotaUsed: too often.
    """
    if not keyring.is_lawyer:
        raise NotForYou
    said = " ".join(words.split())
    if purpose not in PURPOSES or len(said) < SHORTEST:
        raise NoPurpose
    made = queries.newest()
    if made is None or queries.own_list(made.version) is None:
        raise NoMap
    with transaction.atomic():
        # Who asks at the same moment waits here, and is counted.
        GapMap.objects.select_for_update().get(version=made.version)
        if shut := queries.shut_until(staff_id=keyring.staff_id, now=now):
            raise QuotaUsed(shut[0], of_node=shut[1])
        row = GapMapUse.objects.create(
            staff_id=keyring.staff_id, at=now, purpose=purpose, words=said, version=made.version
        )
        ledger.record(
            actor=keyring.actor,
            verb=OPENED,
            object_id=ledger_name(row),
            payload=content(row),
            now=now,
        )
    return row.pk


def ledger_name(row: GapMapUse) -> str:
    """How the ledger names a use."""
    return f"gap-map-use-{row.pk.hex}"


def content(row: GapMapUse) -> dict[str, str]:
    """What the ledger's entry about a use keeps the digest of."""
    return {"purpose": row.purpose, "words": sha256(row.words.encode()).hexdigest(), "version": row.version}

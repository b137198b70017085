"""One turn at the links: take it, load what is needed, let core/linking work in memory, write everything at once."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from besa.core.linking import Apart, Decision, Layer, Linker, Same, SetAside
from besa.node.links import models
from besa.node.links.sql_index import SqlIndex
from besa.node.links.sql_ties import SqlTies
from besa.node.links.stored import layer_of

_LEASE = timedelta(minutes=5)


class TurnTaken(OSError):
    """Somebody else is changing links and did not finish in time; trying again a little later is right."""


@dataclass(frozen=True)
class Desk:
    """What a turn works with. `also` is done in the transaction that writes."""

    linker: Linker
    index: SqlIndex
    ties: SqlTies
    also: list[Callable[[], object]] = field(default_factory=list)


@contextmanager
def turn(*, patience: float = 20.0) -> Iterator[Desk]:
    """The right to change links. Nothing is written until it ends well; then everything, in one short transaction.

    The work is done outside of a transaction, because SQLite has one writer and reports must not wait for links. That
    is safe: nobody changes these tables without the turn, and a turn that ran out writes nothing.

    Raises:
        TurnTaken: somebody else had the turn for longer than `patience` seconds, or this one ran out.
    """
    mine, last = _take(patience)
    try:
        index, ties = SqlIndex(), SqlTies(last)
        desk = Desk(Linker(index, ties, decisions()), index, ties)
        yield desk
        with transaction.atomic():
            if not models.Turn.objects.filter(pk=1, holder=mine).update(region=ties.last_region):
                raise TurnTaken("the turn at the links ran out before the work was done")
            index.flush()
            ties.flush()
            for write in desk.also:
                write()
    finally:
        models.Turn.objects.filter(pk=1, holder=mine).update(holder="", until=None)


@contextmanager
def looking() -> Iterator[Desk]:
    """The same for reading only: no turn, and nothing is written."""
    index, ties = SqlIndex(), SqlTies(0)
    yield Desk(Linker(index, ties, decisions()), index, ties)


def _take(patience: float) -> tuple[str, int]:
    """Wait for the turn; returns its name and the last number of a region."""
    mine = secrets.token_hex(16)
    models.Turn.objects.get_or_create(pk=1)
    end = time.monotonic() + patience
    while True:
        now = datetime.now(UTC)
        free = models.Turn.objects.filter(Q(holder="") | Q(until__lt=now), pk=1)
        if free.update(holder=mine, until=now + _LEASE):
            return mine, models.Turn.objects.get(pk=1).region
        if time.monotonic() > end:
            raise TurnTaken("somebody else is changing links; try again in a moment")
        time.sleep(0.05)


def decisions() -> list[Decision]:
    """Every decision of people that was not taken back."""
    return [of_row(row) for row in models.Decision.objects.filter(ended_at=None)]


def of_row(row: models.Decision) -> Decision:
    if row.kind == models.Decision.Kind.SET_ASIDE:
        return SetAside(bytes(row.token))
    layer: Layer = layer_of(row.layer or 0)
    others = frozenset(int(other, 16) for other in row.others)
    if row.kind == models.Decision.Kind.SAME:
        (other,) = others
        return Same(layer, row.report.int, other)
    return Apart(layer, row.report.int, others)

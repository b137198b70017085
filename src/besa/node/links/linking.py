"""One turn at the links: take the lock, load what is needed, let core/linking work, write everything in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from besa.core.linking import Apart, Decision, Layer, Linker, Same, SetAside
from besa.node.links import models
from besa.node.links.sql_index import SqlIndex
from besa.node.links.sql_ties import SqlTies
from besa.node.links.vertices import layer_of


@dataclass(frozen=True)
class Desk:
    """What a turn works with."""

    linker: Linker
    index: SqlIndex
    ties: SqlTies


@contextmanager
def turn() -> Iterator[Desk]:
    """The right to change links, for the length of a transaction; everything is written when it ends well."""
    with transaction.atomic():
        models.Turn.objects.get_or_create(pk=1)
        row = models.Turn.objects.select_for_update().get(pk=1)
        index, ties = SqlIndex(), SqlTies(row)
        yield Desk(Linker(index, ties, decisions()), index, ties)
        index.flush()
        ties.flush()
        row.save(update_fields=["region"])


@contextmanager
def looking() -> Iterator[Desk]:
    """The same for reading only: no lock, and nothing is written."""
    index, ties = SqlIndex(), SqlTies(models.Turn(pk=1))
    yield Desk(Linker(index, ties, decisions()), index, ties)


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

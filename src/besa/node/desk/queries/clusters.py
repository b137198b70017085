"""A cluster as a picture of numbers and words, and as a table that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from besa.core.linking import Layer
from besa.node.desk.queries.links import Decided, decided
from besa.node.links import queries as links
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports

_LEFT, _RIGHT, _STEP, _TOP = 120, 440, 46, 30
_LETTERS = 64


@dataclass(frozen=True)
class Dot:
    """A report (`report` filled: a link) or what some of them share, at a place of the picture in its units."""

    x: int
    y: int
    words: str
    report: UUID | None
    here: bool


@dataclass(frozen=True)
class Line:
    x1: int
    y1: int
    x2: int
    y2: int
    width: int


@dataclass(frozen=True)
class Row:
    """What ties one report, with whom."""

    report: UUID
    reference: str
    at: datetime | None
    sort: str
    others: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, kw_only=True)
class ClusterShown:
    """`left_out` reports are only in the table; `beyond`: it goes on at other desks; `ids` as a form sends them.

    `more`: so many hang together that only the nearest were read.
    """

    width: int
    height: int
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    number: int
    left_out: int
    beyond: bool
    more: bool
    ids: str


def cluster(report: UUID, layer: Layer, *, keyring: Keyring) -> ClusterShown | None:
    """The cluster of a report in a layer; None if it belongs to nothing there."""
    drawn = links.drawn(report, layer, keyring=keyring)
    if drawn is None:
        return None
    names = {row.report_id: row.reference for row in reports.rows_of(drawn.reports, keyring=keyring)}
    tall = max(sum(node.report is not None for node in drawn.picture.nodes), 2)
    height = 2 * _TOP + _STEP * tall
    where = {
        node.id: (_LEFT if node.report is not None else _RIGHT, round(_TOP + node.y * (height - 2 * _TOP)))
        for node in drawn.picture.nodes
    }
    dots = []
    for node in drawn.picture.nodes:
        x, y = where[node.id]
        one = UUID(int=node.report) if node.report is not None else None
        words = names.get(one, "") if one else _things(node.sorts, len(node.tokens))
        dots.append(Dot(x, y, words, one, one == report))
    return ClusterShown(
        width=1000,
        height=height,
        dots=tuple(dots),
        lines=tuple(
            Line(*where[edge.start], *where[edge.end], 1 + min(3, edge.points // 7)) for edge in drawn.picture.edges
        ),
        rows=tuple(
            Row(
                UUID(int=row.report),
                names.get(UUID(int=row.report), ""),
                row.at,
                gettext(row.sort) if row.sort else gettext("a colleague's decision, or several things together"),
                tuple((UUID(int=one), names[UUID(int=one)]) for one in row.others if UUID(int=one) in names),
            )
            for row in drawn.rows
        ),
        number=len(drawn.reports),
        left_out=drawn.picture.left_out,
        beyond=drawn.beyond,
        more=drawn.more,
        ids=" ".join(map(str, drawn.reports)),
    )


def decided_in(report: UUID, layer: Layer, *, keyring: Keyring) -> tuple[Decided, ...]:
    """What people decided in this layer about any report of the cluster, or about this one where it is in none."""
    drawn = links.drawn(report, layer, keyring=keyring)
    members = drawn.reports if drawn else (report,)
    return decided(links.decisions_among(members, layer, keyring=keyring), keyring=keyring)


def _things(sorts: tuple[str, ...], number: int) -> str:
    words = ", ".join(gettext(sort) for sort in sorts)
    short = words if len(words) <= _LETTERS else words[: _LETTERS - 1] + "…"
    return f"{short} ×{number}" if number > 1 else short

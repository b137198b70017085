"""Keep regions right after ties were put and cut: join what is now connected, take apart what no longer is."""

from __future__ import annotations

from collections.abc import Iterable

from besa.core.linking.coming_off import come_off
from besa.core.linking.levels import Layer
from besa.core.linking.ties import Ties, Vertex


def order(vertex: Vertex) -> tuple[int, int, bytes]:
    """An order that does not depend on when anything arrived: reports first, by number, then tokens."""
    return (1, 0, vertex) if isinstance(vertex, bytes) else (0, vertex, b"")


def join(ties: Ties, layer: Layer, pairs: Iterable[tuple[int, Vertex]]) -> set[int]:
    """Lay both ends of each new tie into one region, moving the smaller; returns the regions that grew."""
    touched = set()
    for report, other in pairs:
        one, another = ties.region(layer, report), ties.region(layer, other)
        if one is None and another is None:
            one = ties.new_region(layer)
            ties.move(layer, (report, other), one)
        elif one is None and another is not None:
            ties.move(layer, (report,), one := another)
        elif another is None:
            ties.move(layer, (other,), one)
        elif one is not None and one != another:
            if ties.size(layer, one) < ties.size(layer, another):
                one, another = another, one
            ties.move(layer, ties.members(layer, another), one)
            touched.discard(another)
        if one is not None:
            touched.add(one)
    return touched


def take_apart(ties: Ties, layer: Layer, loosened: Iterable[Vertex]) -> set[int]:
    """Split the regions of vertices that lost ties where they no longer hang together.

    The greatest piece keeps the number. Returns every region that is left of theirs.
    """
    left = set()
    for region, off in sorted(come_off(ties, layer, loosened).items()):
        left.add(region)
        pieces = sorted(off, key=_rank)
        rest = ties.size(layer, region) - sum(map(len, off)) if off else 0
        if off and rest <= len(pieces[0]):
            if rest:
                pieces = sorted([*off, set(ties.members(layer, region).difference(*off))], key=_rank)
            kept = pieces.pop(0)
            if len(kept) == 1:
                ties.move(layer, kept, None)
                left.discard(region)
        for piece in pieces:
            number = ties.new_region(layer) if len(piece) > 1 else None
            ties.move(layer, piece, number)
            if number is not None:
                left.add(number)
    return left


def _rank(piece: set[Vertex]) -> tuple[int, tuple[int, int, bytes]]:
    return -len(piece), min(map(order, piece))

"""Keep regions right after ties were put and cut: join what is now connected, take apart what no longer is."""

from __future__ import annotations

from collections.abc import Iterable

from besa.core.linking.levels import Layer
from besa.core.linking.ties import Ties, Vertex, Web


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


def take_apart(ties: Ties, layer: Layer, regions: Iterable[int]) -> set[int]:
    """Split regions in which ties were cut; the greatest piece keeps the number. Returns every region that is left."""
    left = set()
    for region in sorted(regions):
        if not ties.size(layer, region):
            continue
        web = ties.web(layer, region)
        pieces = sorted(components(web), key=lambda piece: (-len(piece), min(map(order, piece))))
        kept = pieces[0]
        if len(kept) > 1:
            left.add(region)
        else:
            ties.move(layer, kept, None)
        for piece in pieces[1:]:
            number = ties.new_region(layer) if len(piece) > 1 else None
            ties.move(layer, piece, number)
            if number is not None:
                left.add(number)
    return left


def components(web: Web) -> list[set[Vertex]]:
    """The connected parts of a web; a vertex without ties is a part of its own."""
    found: list[set[Vertex]] = []
    reached: set[Vertex] = set()
    for start in web:
        if start in reached:
            continue
        piece, waiting = {start}, [start]
        while waiting:
            for vertex in web[waiting.pop()]:
                if vertex not in piece:
                    piece.add(vertex)
                    waiting.append(vertex)
        reached |= piece
        found.append(piece)
    return found

"""Part a region so that no two reports a person told apart end up together.

Ties are taken strongest first, as in Kruskal's algorithm, and left out where they would bring together what was told
apart; ties of a report that was told to leave come last. So the same ties and decisions always give the same parts,
whatever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from besa.core.linking.regions import order
from besa.core.linking.ties import Vertex, Web

Enemies = Mapping[int, frozenset[int]]


def parts(web: Web, enemies: Enemies, leaving: frozenset[int]) -> tuple[frozenset[Vertex], ...]:
    """The parts of a region in a fixed order; () if nobody was told apart in it."""
    here = {report for report in enemies if report in web and any(other in web for other in enemies[report])}
    if not here:
        return ()
    piece_of: dict[Vertex, set[Vertex]] = {vertex: {vertex} for vertex in web}
    for one, other in _ties(web, leaving & here):
        smaller, greater = sorted((piece_of[one], piece_of[other]), key=len)
        if smaller is greater or _told_apart(smaller, greater, here, enemies):
            continue
        greater |= smaller
        for vertex in smaller:
            piece_of[vertex] = greater
    distinct = {id(piece): piece for piece in piece_of.values()}.values()
    return tuple(frozenset(piece) for piece in sorted(distinct, key=lambda piece: min(map(order, piece))))


def _ties(web: Web, leaving: frozenset[int]) -> Iterable[tuple[Vertex, Vertex]]:
    pairs = [
        (one in leaving or other in leaving, -points, order(one), order(other), one, other)
        for one, tied in web.items()
        for other, points in tied.items()
        if order(one) < order(other)
    ]
    pairs.sort(key=lambda each: each[:4])
    return [each[4:] for each in pairs]


def _told_apart(smaller: set[Vertex], greater: set[Vertex], here: set[int], enemies: Enemies) -> bool:
    return any(not greater.isdisjoint(enemies[vertex]) for vertex in smaller if vertex in here)

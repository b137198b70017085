"""What comes off a region when ties are cut: searched from both sides of each cut, so the smaller side is the cost.

A region may hold a hundred thousand reports that chance has chained together. Looking at all of it whenever one of its
ties goes would make the linking of everybody else's reports wait; the search ends where the sides meet again, or where
all but one side has been seen whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from besa.core.linking.levels import Layer
from besa.core.linking.ties import Ties, Vertex

_WIDEST = 256
"""Vertices that each side goes on from in one round; it begins with one, because most sides meet at once."""


def come_off(ties: Ties, layer: Layer, ends: Iterable[Vertex]) -> Mapping[int, list[set[Vertex]]]:
    """By region the whole pieces that no longer hang together with the rest of it; `ends`: all vertices that lost ties.

    Every piece holds one of the ends, because the region was whole before. At most one piece, which then is the rest,
    was not seen whole and is not among them; where all were seen, all are there. A region that is still whole has none.
    """
    sides: dict[int, dict[Vertex, _Side]] = defaultdict(dict)
    for vertex in ends:
        region = ties.region(layer, vertex)
        if region is not None:
            sides[region][vertex] = _Side(vertex)
    found = {region: _Search(started) for region, started in sides.items()}
    width = 1
    while open_ones := [search for search in found.values() if search.goes_on]:
        ahead = [(search, side, side.next(width)) for search in open_ones for side in search.sides]
        ties.expect(ties=[vertex for _search, _side, vertices in ahead for vertex in vertices])
        for search, side, vertices in ahead:
            for vertex in vertices:
                search.reach(side, ties.of(layer, vertex))
        width = min(2 * width, _WIDEST)
    return {region: search.pieces for region, search in found.items()}


class _Side:
    """What was reached from one end; from `waiting` it still has to go on. A side that met another is `part_of` it."""

    def __init__(self, end: Vertex) -> None:
        self.reached: set[Vertex] = {end}
        self.waiting: list[Vertex] = [end]
        self.part_of: _Side | None = None

    def next(self, most: int) -> list[Vertex]:
        taken, self.waiting = self.waiting[:most], self.waiting[most:]
        return taken

    def whole(self) -> _Side:
        side = self
        while side.part_of is not None:
            side = side.part_of
        return side


class _Search:
    """The sides of one region: those that go on, and those that were seen whole."""

    def __init__(self, started: dict[Vertex, _Side]) -> None:
        self._side_of = started
        self._sides = dict.fromkeys(started.values())
        self._seen_whole: list[_Side] = []

    @property
    def goes_on(self) -> bool:
        """Whether it is still open what hangs together; puts aside the sides that have nowhere left to go."""
        for side in [side for side in self._sides if not side.waiting]:
            del self._sides[side]
            self._seen_whole.append(side)
        return len(self._sides) > 1

    @property
    def sides(self) -> list[_Side]:
        return list(self._sides)

    @property
    def pieces(self) -> list[set[Vertex]]:
        """None where one side was seen whole and no other is left: the region is whole."""
        if len(self._seen_whole) + len(self._sides) < 2:
            return []
        return [side.reached for side in self._seen_whole]

    def reach(self, side: _Side, vertices: Iterable[Vertex]) -> None:
        """From `side`, or what it became part of, these are next; where another side was already, the two are one."""
        side = side.whole()
        for vertex in vertices:
            other = self._side_of.get(vertex)
            if other is None:
                self._side_of[vertex] = side
                side.reached.add(vertex)
                side.waiting.append(vertex)
            elif (met := other.whole()) is not side:
                side = self._one(side, met)

    def _one(self, side: _Side, other: _Side) -> _Side:
        if len(side.reached) < len(other.reached):
            side, other = other, side
        side.reached |= other.reached
        side.waiting += other.waiting
        other.part_of = side
        other.reached, other.waiting = set(), []
        del self._sides[other]
        return side

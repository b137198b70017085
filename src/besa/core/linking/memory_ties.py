"""Ties and regions in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count

from besa.core.linking.levels import Layer
from besa.core.linking.ties import Vertex, Web


class MemoryTies:
    """Holds only vertices that are tied to something."""

    def __init__(self) -> None:
        self._ties: dict[Layer, dict[Vertex, dict[Vertex, int]]] = defaultdict(dict)
        self._places: dict[Layer, dict[Vertex, int]] = defaultdict(dict)
        self._members: dict[Layer, dict[int, set[Vertex]]] = defaultdict(dict)
        self._parts: dict[Layer, dict[int, tuple[frozenset[Vertex], ...]]] = defaultdict(dict)
        self._next = count(1)

    def expect(self, *, ties: Iterable[Vertex] = (), places: Iterable[Vertex] = ()) -> None:
        """Everything is at hand already."""

    def of(self, layer: Layer, vertex: Vertex) -> Mapping[Vertex, int]:
        """What a vertex is tied to, with how many points."""
        return dict(self._ties[layer].get(vertex, {}))

    def all_of(self, report: int) -> Mapping[Layer, Mapping[Vertex, int]]:
        """The same for every layer in which a report is tied."""
        return {layer: dict(ties[report]) for layer, ties in self._ties.items() if report in ties}

    def put(self, layer: Layer, report: int, other: Vertex, points: int) -> None:
        """Tie a report to a token or to another report; a tie that is there gets the new points."""
        ties = self._ties[layer]
        ties.setdefault(report, {})[other] = points
        ties.setdefault(other, {})[report] = points

    def cut(self, layer: Layer, report: int, other: Vertex) -> None:
        """Undo a tie; nothing happens if it is not there."""
        ties = self._ties[layer]
        for one, another in ((report, other), (other, report)):
            if one in ties:
                ties[one].pop(another, None)
                if not ties[one]:
                    del ties[one]

    def region(self, layer: Layer, vertex: Vertex) -> int | None:
        """The region of a vertex; None where it is tied to nothing."""
        return self._places[layer].get(vertex)

    def members(self, layer: Layer, region: int) -> frozenset[Vertex]:
        """Every vertex of a region; empty if there is no such region."""
        return frozenset(self._members[layer].get(region, ()))

    def size(self, layer: Layer, region: int) -> int:
        """How many vertices a region has."""
        return len(self._members[layer].get(region, ()))

    def new_region(self, layer: Layer) -> int:
        """A number that no region of the layer has or had."""
        return next(self._next)

    def move(self, layer: Layer, vertices: Iterable[Vertex], region: int | None) -> None:
        """Lay vertices into a region, or into none."""
        places, members = self._places[layer], self._members[layer]
        for vertex in vertices:
            old = places.pop(vertex, None)
            if old is not None:
                members[old].discard(vertex)
                if not members[old]:
                    del members[old]
                    self._parts[layer].pop(old, None)
            if region is not None:
                places[vertex] = region
                members.setdefault(region, set()).add(vertex)

    def web(self, layer: Layer, region: int) -> Web:
        """Every tie of a region, from both ends."""
        return {vertex: self.of(layer, vertex) for vertex in self.members(layer, region)}

    def parts(self, layer: Layer, region: int) -> tuple[frozenset[Vertex], ...]:
        """What decisions of people part a region into; () where it is whole."""
        return self._parts[layer].get(region, ())

    def part(self, layer: Layer, region: int, parts: tuple[frozenset[Vertex], ...]) -> None:
        """Keep what a region is parted into; () makes it whole."""
        if parts:
            self._parts[layer][region] = parts
        else:
            self._parts[layer].pop(region, None)

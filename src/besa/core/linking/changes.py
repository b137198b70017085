"""The ties that one act puts and cuts, and what becomes of the regions by that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from besa.core.linking.levels import LAYERS, Layer
from besa.core.linking.regions import join, take_apart
from besa.core.linking.ties import Ties, Vertex

_Tied = Mapping[Layer, Mapping[Vertex, int]]


class Changes:
    """Ties are written at once; regions are put right in `settle`, when all ties are known."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self._put: dict[Layer, dict[tuple[int, Vertex], None]] = defaultdict(dict)
        self._changed: dict[Layer, set[int]] = defaultdict(set)
        self._leaving: dict[Layer, set[int]] = defaultdict(set)
        self._loosened: dict[Layer, set[Vertex]] = defaultdict(set)

    def make(self, report: int, old: _Tied, new: _Tied) -> None:
        """Turn the ties that a report has into those it must have."""
        for layer in old.keys() | new.keys():
            self._make(layer, report, old.get(layer, {}), new.get(layer, {}))

    def _make(self, layer: Layer, report: int, old: Mapping[Vertex, int], new: Mapping[Vertex, int]) -> None:
        put = self._put[layer]
        gone = old.keys() - new.keys()
        for vertex in gone:
            self._ties.cut(layer, report, vertex)
            put.pop((report, vertex), None)
            if isinstance(vertex, int):
                put.pop((vertex, report), None)
        if gone and len(old) == 1:
            # It hung on one thing: without it the rest of the region holds together as before.
            self._leaving[layer].add(report)
        elif gone:
            self._loosened[layer].update(gone, {report})
        for vertex, points in new.items():
            if old.get(vertex) != points:
                self._ties.put(layer, report, vertex, points)
                if vertex not in old:
                    put[report, vertex] = None
                else:
                    self._changed[layer].add(report)

    def settle(self) -> Iterator[tuple[Layer, set[int]]]:
        """By layer the regions that changed, or are no more."""
        ends = {vertex for pairs in self._put.values() for pair in pairs for vertex in pair}
        for moved in (self._leaving, self._loosened, self._changed):
            ends.update(*moved.values())
        self._ties.expect(places=ends)
        for layer in LAYERS:
            if regions := self._settle(layer):
                yield layer, regions

    def _settle(self, layer: Layer) -> set[int]:
        left = self._regions(layer, self._leaving[layer])
        self._ties.move(layer, self._leaving[layer], None)
        before = self._regions(layer, self._loosened[layer])
        grown = join(self._ties, layer, self._put[layer])
        # A region that lost ties may have been swallowed by one that grew.
        split = take_apart(self._ties, layer, self._loosened[layer])
        for region in left:
            if self._ties.size(layer, region) == 1:
                self._ties.move(layer, self._ties.members(layer, region), None)
        return grown | split | left | before | self._regions(layer, self._changed[layer])

    def _regions(self, layer: Layer, vertices: set[int] | set[Vertex]) -> set[int]:
        found = (self._ties.region(layer, vertex) for vertex in vertices)
        return {region for region in found if region is not None}

"""Ties, places and parts in tables, with a memory for one batch; what is put is written in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from besa.core.linking import Layer, Vertex
from besa.node.links.batching import batched
from besa.node.links.models import Part, Place, Tie, Turn
from besa.node.links.vertices import LAYER_CODES, layer_of, of_bytes, to_bytes
from besa.node.platform import bulk

_BATCH = 5000


class SqlTies:
    """Serves `besa.core.linking.Ties` inside one transaction by whoever holds the turn."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._ties: dict[Vertex, dict[Layer, dict[Vertex, int]]] = {}
        self._places: dict[Vertex, dict[Layer, int]] = {}
        self._sizes: dict[tuple[Layer, int], int] = {}
        self._new_ties: dict[tuple[int, bytes, bytes], int] = {}
        self._new_places: dict[tuple[int, bytes], int] = {}
        self._moved: dict[tuple[Layer, int], set[Vertex]] = {}

    def prepare(self, vertices: Iterable[Vertex]) -> None:
        """Look up at once what a batch will ask for."""
        wanted = set(vertices)
        self._load_ties(wanted)
        # Whatever they are tied to may move with them.
        wanted |= {other for vertex in wanted for tied in self._ties[vertex].values() for other in tied}
        self._load_ties(wanted)
        self._load_places(wanted)

    def of(self, layer: Layer, vertex: Vertex) -> Mapping[Vertex, int]:
        """What a vertex is tied to, with how many points."""
        self._load_ties({vertex})
        return dict(self._ties[vertex].get(layer, {}))

    def all_of(self, vertex: Vertex) -> Mapping[Layer, Mapping[Vertex, int]]:
        """What a vertex is tied to in every layer; layers without a tie may be left out."""
        self._load_ties({vertex})
        return {layer: dict(tied) for layer, tied in self._ties[vertex].items()}

    def put(self, layer: Layer, report: int, other: Vertex, points: int) -> None:
        """Tie a report to a token or to another report; a tie that is there gets the new points."""
        self._load_ties({report, other})
        for one, another in ((report, other), (other, report)):
            self._ties[one].setdefault(layer, {})[another] = points
            self._new_ties[LAYER_CODES[layer], to_bytes(one), to_bytes(another)] = points

    def cut(self, layer: Layer, report: int, other: Vertex) -> None:
        """Undo a tie; nothing happens if it is not there."""
        self._load_ties({report, other})
        for one, another in ((report, other), (other, report)):
            self._ties[one].get(layer, {}).pop(another, None)
            key = LAYER_CODES[layer], to_bytes(one), to_bytes(another)
            self._new_ties.pop(key, None)
            Tie.objects.filter(layer=key[0], one=key[1], other=key[2]).delete()

    def region(self, layer: Layer, vertex: Vertex) -> int | None:
        """The region of a vertex; None where it is tied to nothing."""
        self._load_places({vertex})
        return self._places[vertex].get(layer)

    def members(self, layer: Layer, region: int) -> frozenset[Vertex]:
        """Every vertex of a region; empty if there is no such region."""
        code = LAYER_CODES[layer]
        rows = Place.objects.filter(layer=code, region=region).values_list("vertex", flat=True)
        found = {of_bytes(vertex) for vertex in rows} | self._moved.get((layer, region), set())
        return frozenset(
            vertex for vertex in found if vertex not in self._places or self._places[vertex].get(layer) == region
        )

    def size(self, layer: Layer, region: int) -> int:
        """How many vertices a region has."""
        if (layer, region) not in self._sizes:
            self._sizes[layer, region] = Place.objects.filter(layer=LAYER_CODES[layer], region=region).count()
        return self._sizes[layer, region]

    def new_region(self, layer: Layer) -> int:
        """A number that no region of the layer has or had."""
        self._turn.region += 1
        self._sizes[layer, self._turn.region] = 0
        return self._turn.region

    def move(self, layer: Layer, vertices: Iterable[Vertex], region: int | None) -> None:
        """Lay vertices into a region, or into none."""
        moved = list(vertices)
        self._load_places(set(moved))
        code = LAYER_CODES[layer]
        for vertex in moved:
            old = self._places[vertex].pop(layer, None)
            stored = to_bytes(vertex)
            if old is not None:
                left = self.size(layer, old) - 1
                self._sizes[layer, old] = left
                if not left:
                    Part.objects.filter(layer=code, region=old).delete()
            if region is not None:
                size = self.size(layer, region)
                self._places[vertex][layer] = region
                self._new_places[code, stored] = region
                self._moved.setdefault((layer, region), set()).add(vertex)
                self._sizes[layer, region] = size + 1
            elif old is not None:
                self._new_places.pop((code, stored), None)
                Place.objects.filter(layer=code, vertex=stored).delete()

    def web(self, layer: Layer, region: int) -> Mapping[Vertex, Mapping[Vertex, int]]:
        """Every tie of a region, from both ends."""
        members = self.members(layer, region)
        self._load_ties(set(members))
        return {vertex: self.of(layer, vertex) for vertex in members}

    def parts(self, layer: Layer, region: int) -> tuple[frozenset[Vertex], ...]:
        """What decisions of people part a region into; () where it is whole."""
        found: dict[int, set[Vertex]] = defaultdict(set)
        for number, vertex in Part.objects.filter(layer=LAYER_CODES[layer], region=region).values_list(
            "number", "vertex"
        ):
            found[number].add(of_bytes(vertex))
        return tuple(frozenset(found[number]) for number in sorted(found))

    def part(self, layer: Layer, region: int, parts: tuple[frozenset[Vertex], ...]) -> None:
        """Keep what a region is parted into; () makes it whole."""
        code = LAYER_CODES[layer]
        Part.objects.filter(layer=code, region=region).delete()
        Part.objects.bulk_create(
            [
                Part(layer=code, region=region, number=number, vertex=to_bytes(vertex))
                for number, piece in enumerate(parts)
                for vertex in piece
            ],
            batch_size=_BATCH,
        )

    def flush(self) -> None:
        """Write what was put and moved since the last time."""
        ties = ((*key, points) for key, points in self._new_ties.items())
        bulk.insert(Tie, ("layer", "one", "other", "points"), ties, replacing=("one", "layer", "other"))
        places = ((*key, region) for key, region in self._new_places.items())
        bulk.insert(Place, ("layer", "vertex", "region"), places, replacing=("vertex", "layer"))
        self._new_ties.clear()
        self._new_places.clear()

    def _load_ties(self, vertices: set[Vertex]) -> None:
        missing = [vertex for vertex in vertices if vertex not in self._ties]
        for vertex in missing:
            self._ties[vertex] = {}
        for some in batched(missing):
            rows = Tie.objects.filter(one__in=[to_bytes(vertex) for vertex in some])
            for layer, one, other, points in rows.values_list("layer", "one", "other", "points"):
                self._ties[of_bytes(one)].setdefault(layer_of(layer), {})[of_bytes(other)] = points

    def _load_places(self, vertices: set[Vertex]) -> None:
        missing = [vertex for vertex in vertices if vertex not in self._places]
        for vertex in missing:
            self._places[vertex] = {}
        for some in batched(missing):
            rows = Place.objects.filter(vertex__in=[to_bytes(vertex) for vertex in some])
            for layer, stored, region in rows.values_list("layer", "vertex", "region"):
                self._places[of_bytes(stored)][layer_of(layer)] = region

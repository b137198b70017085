"""Ties, places and parts in tables, with a memory for one batch; what is put is written in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from besa.core.linking import Layer, Vertex
from besa.node.links.models import Part, Place, Tie
from besa.node.links.stored import LAYER_CODES, layer_of, of_bytes, to_bytes
from besa.node.platform import bulk
from besa.node.platform.batching import batched

Key = tuple[int, bytes, bytes]
_TIE = ("layer", "one", "other", "points")
_PLACE = ("layer", "vertex", "region")


class SqlTies:
    """Serves `besa.core.linking.Ties` to whoever has the turn. Nothing is written before `flush`.

    `last_region`: the last number that was given to a region.
    """

    def __init__(self, last_region: int) -> None:
        self.last_region = last_region
        self._ties: dict[Vertex, dict[Layer, dict[Vertex, int]]] = {}
        self._unread: dict[Vertex, dict[Layer, dict[Vertex, int | None]]] = {}  # changes of vertices not looked up yet
        self._new_ties: dict[Key, int] = {}
        self._other_ties: dict[Key, int] = {}  # rows that are there and get other points
        self._cut: set[Key] = set()
        self._places: dict[Vertex, dict[Layer, int]] = {}
        self._placed: set[tuple[int, bytes]] = set()  # vertices that have a row
        self._new_places: dict[tuple[int, bytes], int] = {}
        self._left: set[tuple[int, bytes]] = set()
        self._sizes: dict[tuple[Layer, int], int] = {}
        self._grown: dict[tuple[Layer, int], int] = defaultdict(int)  # by how many, where the size was not looked up
        self._moved: dict[tuple[Layer, int], set[Vertex]] = {}
        self._parts: dict[tuple[Layer, int], tuple[frozenset[Vertex], ...]] = {}
        self._parted: set[tuple[int, int]] | None = None

    def expect(self, *, ties: Iterable[Vertex] = (), places: Iterable[Vertex] = ()) -> None:
        """Look up at once what will be asked for."""
        self._load_ties(set(ties))
        self._load_places(set(places))

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
        self._load_ties({report})
        there = other in self._ties[report].get(layer, {})
        for one, another in ((report, other), (other, report)):
            self._note(layer, one, another, points)
            key = LAYER_CODES[layer], to_bytes(one), to_bytes(another)
            if there and key not in self._new_ties:
                self._other_ties[key] = points
            else:
                self._new_ties[key] = points

    def cut(self, layer: Layer, report: int, other: Vertex) -> None:
        """Undo a tie; nothing happens if it is not there."""
        for one, another in ((report, other), (other, report)):
            self._note(layer, one, another, None)
            key = LAYER_CODES[layer], to_bytes(one), to_bytes(another)
            self._new_ties.pop(key, None)
            self._other_ties.pop(key, None)
            self._cut.add(key)

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
            stored = Place.objects.filter(layer=LAYER_CODES[layer], region=region).count()
            self._sizes[layer, region] = stored + self._grown.pop((layer, region), 0)
        return self._sizes[layer, region]

    def new_region(self, layer: Layer) -> int:
        """A number that no region of the layer has or had."""
        self.last_region += 1
        self._sizes[layer, self.last_region] = 0
        return self.last_region

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
                    self._parts[layer, old] = ()
            if region is not None:
                self._places[vertex][layer] = region
                self._new_places[code, stored] = region
                self._left.discard((code, stored))
                self._moved.setdefault((layer, region), set()).add(vertex)
                known = self._sizes if (layer, region) in self._sizes else self._grown
                known[layer, region] += 1
            elif old is not None:
                self._new_places.pop((code, stored), None)
                self._left.add((code, stored))

    def web(self, layer: Layer, region: int) -> Mapping[Vertex, Mapping[Vertex, int]]:
        """Every tie of a region, from both ends."""
        members = self.members(layer, region)
        self._load_ties(set(members))
        return {vertex: self.of(layer, vertex) for vertex in members}

    def parts(self, layer: Layer, region: int) -> tuple[frozenset[Vertex], ...]:
        """What decisions of people part a region into; () where it is whole."""
        if (layer, region) in self._parts:
            return self._parts[layer, region]
        found: dict[int, set[Vertex]] = defaultdict(set)
        rows = Part.objects.filter(layer=LAYER_CODES[layer], region=region).values_list("number", "vertex")
        for number, vertex in rows:
            found[number].add(of_bytes(vertex))
        return tuple(frozenset(found[number]) for number in sorted(found))

    def part(self, layer: Layer, region: int, parts: tuple[frozenset[Vertex], ...]) -> None:
        """Keep what a region is parted into; () makes it whole."""
        if self._parted is None:
            self._parted = set(Part.objects.values_list("layer", "region").distinct())
        if parts or (layer, region) in self._parts or (LAYER_CODES[layer], region) in self._parted:
            self._parts[layer, region] = parts

    def flush(self) -> None:
        """Write what was put, cut, moved and parted since the last time."""
        bulk.delete(Tie, ("layer", "one", "other"), sorted(self._cut))
        bulk.delete(Place, ("layer", "vertex"), sorted(self._left))
        ties = ((*key, points) for key, points in self._new_ties.items())
        bulk.insert(Tie, _TIE, ties)
        others = ((*key, points) for key, points in self._other_ties.items())
        bulk.insert(Tie, _TIE, others, replacing=("one", "layer", "other"))
        places = [(*key, region) for key, region in self._new_places.items()]
        bulk.insert(Place, _PLACE, (row for row in places if row[:2] not in self._placed))
        moved = (row for row in places if row[:2] in self._placed)
        bulk.insert(Place, _PLACE, moved, replacing=("vertex", "layer"))
        self._placed.difference_update(self._left)
        self._placed.update(self._new_places)
        bulk.delete(Part, ("layer", "region"), ((LAYER_CODES[layer], region) for layer, region in self._parts))
        parts = (
            (LAYER_CODES[layer], region, number, to_bytes(vertex))
            for (layer, region), pieces in self._parts.items()
            for number, piece in enumerate(pieces)
            for vertex in piece
        )
        bulk.insert(Part, ("layer", "region", "number", "vertex"), parts)
        self._parted = None
        for written in (
            self._cut, self._left, self._new_ties, self._other_ties, self._new_places, self._moved, self._parts,
            self._sizes, self._grown,
        ):  # fmt: skip
            written.clear()

    def _note(self, layer: Layer, one: Vertex, other: Vertex, points: int | None) -> None:
        """In memory: a vertex that was not looked up (a thing in hundreds of reports) is not looked up for this."""
        if one not in self._ties:
            self._unread.setdefault(one, {}).setdefault(layer, {})[other] = points
        elif points is None:
            self._ties[one].get(layer, {}).pop(other, None)
        else:
            self._ties[one].setdefault(layer, {})[other] = points

    def _load_ties(self, vertices: set[Vertex]) -> None:
        missing = [vertex for vertex in vertices if vertex not in self._ties]
        for vertex in missing:
            self._ties[vertex] = {}
        for some in batched(missing):
            rows = Tie.objects.filter(one__in=[to_bytes(vertex) for vertex in some])
            for layer, one, other, points in rows.values_list("layer", "one", "other", "points"):
                self._ties[of_bytes(one)].setdefault(layer_of(layer), {})[of_bytes(other)] = points
        for vertex in missing:
            for changed, tied in self._unread.pop(vertex, {}).items():
                for another, now in tied.items():
                    self._note(changed, vertex, another, now)

    def _load_places(self, vertices: set[Vertex]) -> None:
        missing = [vertex for vertex in vertices if vertex not in self._places]
        for vertex in missing:
            self._places[vertex] = {}
        for some in batched(missing):
            rows = Place.objects.filter(vertex__in=[to_bytes(vertex) for vertex in some])
            for layer, stored, region in rows.values_list("layer", "vertex", "region"):
                self._places[of_bytes(stored)][layer_of(layer)] = region
                self._placed.add((layer, bytes(stored)))

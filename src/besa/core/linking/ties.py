"""The graphs: which reports are tied to which shared things or to each other, and in which region each one lies.

A vertex is a report (int) or a shared thing (its token, bytes). A tie between a report and a token means that the
token alone is telling enough to join; a tie between two reports, that several things together are. Tying reports to the
thing instead of to each other keeps a thing in 500 reports at 500 ties, not 125,000.

A region is a connected part of one layer. A node serves this from SQL tables; `MemoryTies` from memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from besa.core.linking.levels import Layer

Vertex = int | bytes
Web = Mapping[Vertex, Mapping[Vertex, int]]


class Ties(Protocol):
    """Tables: ties (layer, vertex, vertex, points), places (layer, vertex, region), parts (layer, region, report)."""

    def expect(self, *, ties: Iterable[Vertex] = (), places: Iterable[Vertex] = ()) -> None:
        """The ties of the ones and the regions of the others will be asked for: look them up at once."""

    def of(self, layer: Layer, vertex: Vertex) -> Mapping[Vertex, int]:
        """What a vertex is tied to, with how many points."""

    def all_of(self, report: int) -> Mapping[Layer, Mapping[Vertex, int]]:
        """The same for every layer in which a report is tied: one look-up, because every act begins with it."""

    def put(self, layer: Layer, report: int, other: Vertex, points: int) -> None:
        """Tie a report to a token or to another report; a tie that is there gets the new points."""

    def cut(self, layer: Layer, report: int, other: Vertex) -> None:
        """Undo a tie; nothing happens if it is not there."""

    def region(self, layer: Layer, vertex: Vertex) -> int | None:
        """The region of a vertex; None where it is tied to nothing."""

    def members(self, layer: Layer, region: int) -> frozenset[Vertex]:
        """Every vertex of a region; empty if there is no such region."""

    def size(self, layer: Layer, region: int) -> int:
        """How many vertices a region has."""

    def new_region(self, layer: Layer) -> int:
        """A number that no region of the layer has or had."""

    def move(self, layer: Layer, vertices: Iterable[Vertex], region: int | None) -> None:
        """Lay vertices into a region, or into none."""

    def web(self, layer: Layer, region: int) -> Web:
        """Every tie of a region, from both ends."""

    def parts(self, layer: Layer, region: int) -> tuple[frozenset[Vertex], ...]:
        """What decisions of people part a region into; () where it is whole."""

    def part(self, layer: Layer, region: int, parts: tuple[frozenset[Vertex], ...]) -> None:
        """Keep what a region is parted into; () makes it whole."""

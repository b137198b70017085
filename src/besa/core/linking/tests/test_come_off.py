"""Cut ties leave the regions that looking at everything would leave, and looking at little is enough."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from besa.core.linking.levels import LAYERS, Layer
from besa.core.linking.memory_ties import MemoryTies
from besa.core.linking.regions import join, take_apart
from besa.core.linking.ties import Vertex

LAYER = LAYERS[0]
_VERTICES = 12
_EDGE = st.tuples(st.integers(0, _VERTICES - 1), st.integers(0, _VERTICES - 1)).filter(lambda pair: pair[0] < pair[1])


class _Counting(MemoryTies):
    """Counts whose ties were looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_at = 0

    def of(self, layer: Layer, vertex: Vertex) -> dict[Vertex, int]:
        self.looked_at += 1
        return dict(super().of(layer, vertex))


def _tied(pairs: Iterable[tuple[int, int]]) -> _Counting:
    ties = _Counting()
    _tie(ties, pairs)
    ties.looked_at = 0
    return ties


def _tie(ties: MemoryTies, pairs: Iterable[tuple[int, int]]) -> None:
    pairs = list(pairs)
    for one, other in pairs:
        ties.put(LAYER, one, other, 12)
    join(ties, LAYER, pairs)


def _whole_search(pairs: Iterable[tuple[int, int]]) -> set[frozenset[int]]:
    """The pieces of more than one vertex, by the plainest way there is."""
    pieces: list[set[int]] = []
    for pair in pairs:
        meeting = [piece for piece in pieces if piece & set(pair)]
        pieces = [piece for piece in pieces if piece not in meeting] + [set(pair).union(*meeting)]
    return {frozenset(piece) for piece in pieces}


def _regions(ties: MemoryTies) -> set[frozenset[Vertex]]:
    numbers = {ties.region(LAYER, vertex) for vertex in range(_VERTICES)} - {None}
    return {ties.members(LAYER, number) for number in numbers if number is not None}


@given(
    st.sets(_EDGE, max_size=30), st.lists(st.tuples(st.sets(_EDGE, max_size=8), st.sets(_EDGE, max_size=4)), max_size=4)
)
def test_regions_are_those_of_a_search_through_everything(
    first: set[tuple[int, int]], turns: list[tuple[set[tuple[int, int]], set[tuple[int, int]]]]
) -> None:
    ties, there = _tied(first), set(first)
    for cut, put in turns:
        gone = cut & there
        there -= gone
        for pair in gone:
            ties.cut(LAYER, *pair)
        new = put - there
        there |= new
        _tie(ties, new)
        left = take_apart(ties, LAYER, {vertex for pair in gone for vertex in pair})
        assert _regions(ties) == _whole_search(there)
        assert all(ties.size(LAYER, region) > 1 for region in left)


def test_the_greatest_piece_keeps_its_number_whichever_side_was_seen_whole() -> None:
    path = [(n, n + 1) for n in range(11)]
    for at, (one, other) in enumerate(path):
        ties = _tied(path)
        number = ties.region(LAYER, 0)
        ties.cut(LAYER, one, other)
        take_apart(ties, LAYER, (one, other))
        greatest = 0 if at >= 5 else 11
        assert ties.region(LAYER, greatest) == number, at


def test_a_tie_cut_in_a_great_region_is_looked_at_where_it_was() -> None:
    side = 100
    grid = [(n, n + 1) for n in range(side * side - 1) if (n + 1) % side] + [
        (n, n + side) for n in range(side * (side - 1))
    ]
    ties = _tied(grid)
    middle = side * side // 2 + side // 2
    ties.cut(LAYER, middle, middle + 1)
    assert take_apart(ties, LAYER, (middle, middle + 1)) == {ties.region(LAYER, middle)}
    assert ties.size(LAYER, ties.region(LAYER, 0) or 0) == side * side
    assert ties.looked_at < 50, "of 10,000"


def test_what_comes_off_a_great_region_costs_its_own_size() -> None:
    chain = [(n, n + 1) for n in range(10_000)]
    ties = _tied(chain)
    ties.cut(LAYER, 9_990, 9_991)
    take_apart(ties, LAYER, (9_990, 9_991))
    assert ties.size(LAYER, ties.region(LAYER, 10_000) or 0) == 10
    assert ties.looked_at < 50

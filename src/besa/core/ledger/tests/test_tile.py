"""Tiles hold the tree so that it can be grown and proven from a few kilobytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.ledger import (
    Frontier,
    TileBroken,
    grow,
    layout,
    prove_consistency,
    prove_inclusion,
    tile_path,
    tile_reader,
)
from besa.core.ledger.tests.logs import leaves, reader

Tiles = dict[tuple[int, int], bytes]


def tiles_of(*batches: int) -> Tiles:
    tiles: Tiles = {}
    size, everything = 0, leaves(sum(batches))

    def fetch(level: int, number: int) -> bytes | None:
        return tiles.get((level, number))

    for batch in batches:
        tiles.update(grow(size, everything[size : size + batch], fetch))
        size += batch
    return tiles


@given(st.lists(st.integers(1, 700), min_size=1, max_size=4))
def test_growing_in_batches_or_at_once_stores_the_same_tiles(batches: list[int]) -> None:
    tiles = tiles_of(*batches)
    assert tiles == tiles_of(sum(batches))
    expected = {(level, number): width * 32 for level, number, width in layout(sum(batches))}
    assert {place: len(data) for place, data in tiles.items()} == expected


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000])
def test_the_root_can_be_read_from_the_tiles(size: int) -> None:
    tiles = tiles_of(size)
    read = tile_reader(lambda level, number: tiles.get((level, number)))
    assert Frontier.at(size, read).root == Frontier().extend(leaves(size)).root


def test_proofs_from_tiles_are_those_from_the_leaves() -> None:
    tiles = tiles_of(1000)
    read, slow = tile_reader(lambda level, number: tiles.get((level, number))), reader(leaves(1000))
    for index in (0, 255, 256, 511, 700, 999):
        assert prove_inclusion(index, 1000, read) == prove_inclusion(index, 1000, slow)
    for old in (1, 256, 300, 999):
        assert prove_consistency(old, 1000, read) == prove_consistency(old, 1000, slow)


def test_a_tree_of_seventy_thousand_has_the_tiles_of_the_standard() -> None:
    wanted = list(layout(70_000))
    assert sum(level == 0 and width == 256 for level, _, width in wanted) == 273
    assert [tile for tile in wanted if tile[2] < 256] == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert list(layout(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(layout(0)) == []


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 1_234_067, 256, "tile/0/x001/x234/067"),
        (1, 1000, 17, "tile/1/x001/000.p/17"),
    ],
)
def test_a_tile_has_the_path_of_the_standard(level: int, number: int, width: int, path: str) -> None:
    assert tile_path(level, number, width) == path


@pytest.mark.parametrize(
    ("stored", "message"),
    [(None, "got nothing for tile/0/000.p/3"), (b"x" * 95, "got 95 bytes"), (b"x" * 64, "got 64 bytes.*expected 96")],
)
def test_a_damaged_tile_is_named(stored: bytes | None, message: str) -> None:
    with pytest.raises(TileBroken, match=message):
        grow(3, leaves(1), lambda level, number: stored)

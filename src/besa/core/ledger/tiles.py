"""Store the tree as tiles of 256 hashes (C2SP tlog-tiles), so that an outsider can check it piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from besa.core.ledger.errors import TileBroken
from besa.core.ledger.hashing import HASH_BYTES, full_root
from besa.core.ledger.subtrees import Reader

TILE_WIDTH = 256
TILE_BYTES = TILE_WIDTH * HASH_BYTES

Fetch = Callable[[int, int], bytes | None]
"""fetch(level, number): the stored bytes of that tile, or None; a tile that is still filling may be shorter."""


def layout(size: int) -> Iterator[tuple[int, int, int]]:
    """(level, number, width) of every tile a tree of `size` leaves needs, lowest level first; width 1 to 256."""
    level = 0
    while size:
        full, rest = divmod(size, TILE_WIDTH)
        yield from ((level, number, TILE_WIDTH) for number in range(full))
        if rest:
            yield level, full, rest
        size, level = full, level + 1


def tile_path(level: int, number: int, width: int = TILE_WIDTH) -> str:
    """Where C2SP tlog-tiles puts a tile, such as "tile/0/x001/234" or "tile/0/000.p/17"."""
    groups = []
    rest = number
    while True:
        rest, group = divmod(rest, 1000)
        groups.append(f"{group:03d}")
        if not rest:
            break
    groups.reverse()
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{path}{partial}"


def read_tile(fetch: Fetch, level: int, number: int, width: int) -> list[bytes]:
    """The first `width` hashes of a tile.

    Raises:
        TileBroken: the tile is not stored, too short, or not whole hashes.
    """
    data = fetch(level, number)
    name = tile_path(level, number, width)
    if data is None:
        raise TileBroken(f"got nothing for {name}, expected {width} hashes: the stored tree has a hole")
    if len(data) % HASH_BYTES or not width * HASH_BYTES <= len(data) <= TILE_BYTES:
        raise TileBroken(f"got {len(data)} bytes for {name}, expected {width * HASH_BYTES}: the tile is damaged")
    return [data[at : at + HASH_BYTES] for at in range(0, width * HASH_BYTES, HASH_BYTES)]


def tile_reader(fetch: Fetch) -> Reader:
    """A Reader for proofs and frontiers over stored tiles; remembers the tiles it has read."""
    seen: dict[tuple[int, int], bytes | None] = {}

    def remembered(level: int, number: int) -> bytes | None:
        if (level, number) not in seen:
            seen[level, number] = fetch(level, number)
        return seen[level, number]

    def read(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, 8)  # 256 hashes are eight levels of the tree
        start = index << height
        number, offset = divmod(start, TILE_WIDTH)
        width = offset + (1 << height)
        return full_root(read_tile(remembered, tile_level, number, width)[offset:])

    return read


def grow(size: int, leaves: list[bytes], fetch: Fetch) -> dict[tuple[int, int], bytes]:
    """The tiles that change when `leaves` (leaf hashes) follow the first `size`: {(level, number): all their bytes}.

    Raises:
        TileBroken: the tile to be continued is missing or damaged.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, added = 0, leaves
    while added:
        number, filled = divmod(size, TILE_WIDTH)
        tile = read_tile(fetch, level, number, filled) if filled else []
        completed: list[bytes] = []
        for start in range(0, len(added) + filled, TILE_WIDTH):
            hashes = (
                [*tile, *added[: TILE_WIDTH - filled]] if start == 0 else added[start - filled : start - filled + 256]
            )
            changed[level, number] = b"".join(hashes)
            if len(hashes) == TILE_WIDTH:
                completed.append(full_root(hashes))
            number += 1
        size, level, added = size // TILE_WIDTH, level + 1, completed
    return changed

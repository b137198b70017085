"""Cut long lists into pieces: a query can hold only so many values (SQLite: 32,766)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")
_PIECE = 5000


def batched(things: Iterable[Thing], most: int = _PIECE) -> Iterator[list[Thing]]:
    """All things, in order, in lists of at most `most`; nothing for nothing."""
    rest = iter(things)
    while some := list(islice(rest, most)):
        yield some

"""Cut long lists into pieces that one query can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")
_PIECE = 5000


def batched(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """All things, in order, in lists of bounded length; nothing for nothing."""
    rest = iter(things)
    while some := list(islice(rest, _PIECE)):
        yield some

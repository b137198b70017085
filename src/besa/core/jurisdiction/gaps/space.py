"""Every combination of some axes as the bits of one number: what holds where is counted, not walked through."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any


class Space:
    """Axes by name, the first one changing fastest. A set of combinations is an int with a bit for each of them."""

    def __init__(self, axes: Mapping[str, Iterable[Any]]) -> None:
        self.axes = {name: tuple(values) for name, values in axes.items()}
        self.strides: dict[str, int] = {}
        size = 1
        for name, values in self.axes.items():
            self.strides[name] = size
            size *= len(values)
        self.size = size
        self.all = (1 << size) - 1
        self._where: dict[tuple[str, int], int] = {}

    def where(self, name: str, place: int) -> int:
        """The combinations with the value at this place of an axis."""
        found = self._where.get((name, place))
        if found is None:
            stride, many = self.strides[name], len(self.axes[name])
            block = ((1 << stride) - 1) << (stride * place)
            found = self._where[name, place] = block * repeated(stride * many, self.size // (stride * many))
        return found

    def having(self, name: str, *values: Hashable) -> int:
        """The combinations with one of these values on an axis."""
        found = 0
        for place, value in enumerate(self.axes[name]):
            if value in values:
                found |= self.where(name, place)
        return found

    def offset(self, **places: int) -> int:
        """The first bit of the combinations with these places on axes; axes that are not named: their first place."""
        return sum(self.strides[name] * place for name, place in places.items())


def repeated(period: int, times: int) -> int:
    """A number with one bit in each period: multiplying by it repeats a pattern."""
    return ((1 << (period * times)) - 1) // ((1 << period) - 1)

"""What people decided about links. A decision stays until it is withdrawn, and is respected by all that comes later."""

from __future__ import annotations

from dataclasses import dataclass

from besa.core.linking.levels import Layer


@dataclass(frozen=True, slots=True)
class Apart:
    """`report` does not belong together with `others` in this layer: it leaves, they stay.

    With one other this undoes a link; with all others of a cluster it takes the report out.
    """

    layer: Layer
    report: int
    others: frozenset[int]

    def __post_init__(self) -> None:
        if self.report in self.others or not self.others:
            raise ValueError("a report is parted from other reports, at least one")


@dataclass(frozen=True, slots=True)
class Same:
    """Two reports belong together in this layer because a person says so. An `Apart` of the two is stronger."""

    layer: Layer
    a: int
    b: int

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError("a report always belongs together with itself")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A shared thing says nothing, in any layer: the number of a helpline, a phone that a whole family uses."""

    token: bytes


Decision = Apart | Same | SetAside

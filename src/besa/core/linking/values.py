"""Traces, sightings, evidence and links as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from besa.core.linking.levels import Layer, Level, Side, Whose


@dataclass(frozen=True, slots=True)
class Trace:
    """Something of a report that can be compared, in clear: exists only in memory, at arrival or after opening.

    `kind` and `canonical` are what becomes a blind token. `sort` is the key of weights.yaml that says how telling it
    is. `where` is the path of the field it stood in, "people[0].phones[1]".
    """

    kind: str
    canonical: str
    level: Level
    role: Whose
    where: str
    sort: str


class Sighting(NamedTuple):
    """A trace as a node keeps it: 16 opaque bytes, and two small numbers that say what sort it is and whose."""

    token: bytes
    sort: int
    role: int


class Imprint(NamedTuple):
    """All that linking needs of one report: its sightings, and a keyed signature of each of its longer texts."""

    sightings: tuple[Sighting, ...]
    sketches: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that two reports share.

    `seen` is in how many reports it stands; `points` what it is worth here after rarity and role. `supports` means
    that it only adds to other evidence; `counted` is False where a stronger one of the same family stands for it.
    `likeness` (0-1) is filled for texts.
    """

    token: bytes
    sort: str
    seen: int
    points: int
    roles: tuple[tuple[Whose, ...], tuple[Whose, ...]]
    supports: bool = False
    counted: bool = True
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Why two reports belong together, at one level and side. `a` < `b`; strength is the sum of what counted."""

    a: int
    b: int
    level: Level
    side: Side
    strength: int
    evidence: tuple[Evidence, ...]
    joins: bool

    @property
    def layer(self) -> Layer:
        return Layer(self.level, self.side)

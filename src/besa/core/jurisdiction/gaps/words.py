"""Sets of combinations put side by side: one word holds the scene for every child's State and tie to it.

A word has a slot for each State as the child's and each bond to it; in a slot stand the scenes of one act, a bit each.
So who can act is worked out for all of them with a handful of operations on numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from besa.core.jurisdiction.gaps.axes import CHILD, HOME, PLACE, Axes, Way
from besa.core.jurisdiction.gaps.scenes import BONDS, TRUTHS
from besa.core.jurisdiction.gaps.space import Space, repeated
from besa.core.jurisdiction.logic import Truth

_TIES: Final = ("conduct", "effect", "server", "offender", "child", "present", "locus", "lens", "net")


class Layout:
    """Where things stand in a word."""

    def __init__(self, axes: Axes, space: Space, states: int) -> None:
        self.axes = axes
        self.space = space
        self.states = states
        self.bonds = len(axes.child)
        self.bits = space.strides["net"]
        self.slots = states * self.bonds
        self.scene = (1 << self.bits) - 1
        self.everywhere = repeated(self.bits, self.slots)
        self.all = self.scene * self.everywhere
        of_one = (1 << (self.bits * self.bonds)) - 1
        self.of_state = tuple(of_one << (self.bits * self.bonds * place) for place in range(states))
        self._offsets: dict[tuple[int, ...], int] = {}

    def block(self, sets: int, *places: int) -> int:
        """The scenes of a set with these places on the axes of ties, in their order (`_TIES`)."""
        offset = self._offsets.get(places)
        if offset is None:
            offset = self._offsets[places] = self.space.offset(**dict(zip(_TIES, places, strict=True)))
        return (sets >> offset) & self.scene

    def shift(self, state: int, bond: int) -> int:
        return self.bits * (state * self.bonds + bond)

    def having(self, name: str, place: int) -> int:
        """The bits of all slots with a value of the scene."""
        return (self.space.where(name, place) & self.scene) * self.everywhere


Picture = tuple[int, int, int]


def picture(
    layout: Layout, sets: int, state: int, way: Way, *, conduct: bool, offender: int, present: bool, lens: int
) -> Picture:
    """How a State stands in a word, apart for each truth of whether the place punishes."""
    found = []
    net = int(way.net)
    server = way.net and way.server == PLACE and conduct
    for locus in range(len(TRUTHS)):

        def scenes(effect: int, served: int, child: int, locus: int = locus) -> int:
            return layout.block(sets, int(conduct), effect, served, offender, child, int(present), locus, lens, net)

        word = scenes(0, int(server), 0) * layout.everywhere & ~layout.of_state[state]
        for place, bond in enumerate(layout.axes.child):
            home = bond.lives == HOME
            served = int(server or (way.net and way.server == CHILD))
            mine = scenes(int(way.net and home), served, BONDS.index((bond.national, home)))
            word |= mine << layout.shift(state, place)
        found.append(word)
    return found[0], found[1], found[2]


def through(picture: Picture, locus: Picture) -> int:
    """The word that comes of a picture where the place punishes as it does."""
    return picture[0] & locus[0] | picture[1] & locus[1] | picture[2] & locus[2]


def locus_of(layout: Layout, punishes: dict[Truth, int], net: int) -> Picture:
    """Where the place does not punish, may punish, and punishes the act."""
    parts = [layout.block(punishes[truth], 0, 0, 0, 0, 0, 0, 0, 0, net) * layout.everywhere for truth in TRUTHS]
    return parts[0], parts[1], parts[2]


def of_others(values: list[int], without: tuple[int, int], merge: Callable[[int, int], int]) -> list[int]:
    """For each State as the child's: what all States but it and two others come to together."""
    kept = [0 if place in without else value for place, value in enumerate(values)]
    before, after = [0], [0]
    for value in kept:
        before.append(merge(before[-1], value))
    for value in reversed(kept):
        after.append(merge(after[-1], value))
    return [merge(before[place], after[len(kept) - 1 - place]) for place in range(len(kept))]

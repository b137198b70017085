"""How each State stands in a combination: as the place, as the offender's State, as the child's, or without a tie."""

from __future__ import annotations

from operator import or_
from typing import NamedTuple

from besa.core.jurisdiction.gaps.axes import HOME, OFFENDER, PLACE, Bond, Way
from besa.core.jurisdiction.gaps.scenes import BONDS
from besa.core.jurisdiction.gaps.tables import OwnLaw
from besa.core.jurisdiction.gaps.words import Layout, Picture, locus_of, of_others, picture, through


class Context(NamedTuple):
    """A place, an offender's State and how they hang together; the child's State and the scene are in the words."""

    place: int
    offender: int
    bond: Bond
    way: Way
    where: str


class Roles:
    """Words that say where a State can act (`what` names one of its sets), kept while one place is counted."""

    def __init__(self, layout: Layout, laws: tuple[OwnLaw, ...]) -> None:
        self.layout = layout
        self.laws = laws
        self._pictures: dict[tuple[object, ...], Picture] = {}
        self._seen: dict[tuple[object, ...], int] = {}
        self._unbound: dict[tuple[str, int, bool], list[int]] = {}

    def turn_to_another_place(self) -> None:
        self._seen.clear()
        self._unbound.clear()

    def locus(self, place: int, net: int) -> Picture:
        """Where the place does not punish, may punish, and punishes the act."""
        key = ("locus", place, net)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = locus_of(self.layout, self.laws[place].punishes, net)
        return found

    def picture(
        self, state: int, what: str, lens: int, way: Way, *, conduct: bool, offender: tuple[bool, bool], present: bool
    ) -> Picture:
        key = (state, what, lens, way, conduct, offender, present)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = picture(
                self.layout, self.laws[state].can.of(what), state, way,
                conduct=conduct, offender=BONDS.index(offender), present=present, lens=lens,
            )  # fmt: skip
        return found

    def as_place(self, one: Context, what: str, lens: int, locus: Picture) -> int:
        at_home = one.offender == one.place
        bond = (at_home and one.bond.national, one.bond.lives == (HOME if at_home else PLACE))
        seen = self.picture(
            one.place, what, lens, one.way, conduct=True, offender=bond, present=one.where == PLACE
        )  # fmt: skip
        return through(seen, locus)

    def as_offender(self, one: Context, what: str, lens: int, locus: Picture) -> int:
        bond = (one.bond.national, one.bond.lives == HOME)
        seen = self.picture(
            one.offender, what, lens, one.way, conduct=False, offender=bond, present=one.where == OFFENDER
        )  # fmt: skip
        return through(seen, locus)

    def as_child(self, one: Context, what: str, lens: int, locus: Picture) -> int:
        """In each slot the child's State, where it is neither the place nor the offender's."""
        key = ("child", what, lens, one.way)
        found = self._seen.get(key)
        if found is None:
            found = 0
            for state, mine in enumerate(self.layout.of_state):
                seen = self.picture(
                    state, what, lens, one.way, conduct=False, offender=(False, False), present=False
                )  # fmt: skip
                found |= through(seen, locus) & mine
            self._seen[key] = found
        return found

    def _values(self, one: Context, what: str, lens: int, locus: Picture) -> list[int]:
        """What each State can do that nothing ties to the case."""
        layout = self.layout
        net = int(one.way.net)
        found = []
        for law in self.laws:
            sets = getattr(law.can, what)
            blocks = [layout.block(sets, 0, 0, 0, 0, 0, 0, place, lens, net) for place in range(3)]
            found.append(through((blocks[0], blocks[1], blocks[2]), locus) & layout.scene)
        return found

    def others(self, one: Context, what: str, lens: int, locus: Picture) -> int:
        key = ("others", what, lens, one.way.net, one.offender)
        found = self._seen.get(key)
        if found is None:
            among = (what, lens, one.way.net)
            values = self._unbound.get(among)
            if values is None:
                values = self._unbound[among] = self._values(one, what, lens, locus)
            found = self._seen[key] = self.spread(of_others(values, (one.place, one.offender), or_))
        return found

    def strangers(self, one: Context, locus: Picture) -> tuple[int, int]:
        """Where some State without a tie can act, and where two can."""
        some = self.others(one, "yes", 0, locus)
        key = ("two others", one.way.net, one.offender)
        found = self._seen.get(key)
        if found is None:
            values = self._unbound["yes", 0, one.way.net]
            # One and two side by side: the upper half counts a second State, the lower half the first.
            width = self.layout.bits

            def both(left: int, right: int) -> int:
                low = left & self.layout.scene & right
                return left | right | low << width

            found = self.spread([pair >> width for pair in of_others(values, (one.place, one.offender), both)])
            self._seen[key] = found
        return some, found

    def spread(self, by_child: list[int]) -> int:
        """A word in which each child's State stands in its own slots."""
        word = 0
        for state, value in enumerate(by_child):
            for bond in range(self.layout.bonds):
                word |= value << self.layout.shift(state, bond)
        return word

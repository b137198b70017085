"""What is unknown, and which cell alone would settle it: counted for each State in each of its roles."""

from __future__ import annotations

from collections import Counter

from besa.core.jurisdiction.gaps.axes import Way
from besa.core.jurisdiction.gaps.roles import Context, Roles
from besa.core.jurisdiction.gaps.tallying import Tally
from besa.core.jurisdiction.gaps.words import Picture, through


class Openings:
    """By State and cell: in how many combinations somebody could act if only this cell were known, and in favour."""

    def __init__(self, roles: Roles, codes: tuple[str, ...]) -> None:
        self.roles = roles
        self.settled: dict[str, Counter[str]] = {}
        self._codes = codes
        self._open_children: dict[Way, Tally] = {}
        self._open_strangers: dict[bool, Tally] = {}
        self._open_strangers_of: dict[tuple[bool, int], Tally] = {}

    def turn_to_another_place(self) -> None:
        for kept in (self._open_children, self._open_strangers, self._open_strangers_of):
            kept.clear()

    def add(self, one: Context, unknown: int, locus: Picture, child_only: int) -> None:
        """How many unknowns would be a yes if a cell of the place or of the offender's State said so."""
        if not unknown:
            return
        net = one.way.net
        self._open_children.setdefault(one.way, Tally()).add(unknown & child_only)
        self._open_strangers.setdefault(net, Tally()).add(unknown)
        self._open_strangers_of.setdefault((net, one.offender), Tally()).add(unknown)
        roles = [(one.place, self.roles.as_place)]
        if one.offender != one.place:
            roles.append((one.offender, self.roles.as_offender))
        for state, role in roles:
            for cell in self.roles.laws[state].can.alone:
                settled = (role(one, f"alone {cell}", 0, locus) & unknown).bit_count()
                if settled:
                    self._settles(state, cell, settled)

    def _settles(self, state: int, cell: str, how_many: int) -> None:
        self.settled.setdefault(self._codes[state], Counter())[cell] += how_many

    def of_others(self, place: int) -> None:
        """The same for the child's State, and for States without a tie; once all of a place was added."""
        layout = self.roles.layout
        for way, tally in self._open_children.items():
            locus = self.roles.locus(place, int(way.net))
            for state, law in enumerate(self.roles.laws):
                for cell in law.can.alone:
                    seen = self.roles.picture(
                        state, f"alone {cell}", 0, way, conduct=False, offender=(False, False), present=False
                    )  # fmt: skip
                    settled = tally.of(through(seen, locus) & layout.of_state[state])
                    if settled:
                        self._settles(state, cell, settled)
        for net, tally in self._open_strangers.items():
            locus = self.roles.locus(place, int(net))
            for state, law in enumerate(self.roles.laws):
                if state == place:
                    continue
                elsewhere = layout.all & ~layout.of_state[state]
                for cell, sets in law.can.alone.items():
                    blocks = [layout.block(sets, 0, 0, 0, 0, 0, 0, truth, 0, int(net)) for truth in range(3)]
                    mask = through((blocks[0], blocks[1], blocks[2]), locus) & layout.scene
                    if not mask:
                        continue
                    mask = mask * layout.everywhere & elsewhere
                    of_it = self._open_strangers_of.get((net, state))
                    settled = tally.of(mask) - (of_it.of(mask) if of_it else 0)
                    if settled:
                        self._settles(state, cell, settled)

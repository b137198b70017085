"""Who can act, in every combination of a place, an offender's State and a child's State: counted for one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import or_
from typing import NamedTuple

from besa.core.jurisdiction.gaps.axes import CHILD, HOME, OFFENDER, PLACE, Axes, Bond, Way
from besa.core.jurisdiction.gaps.scenes import BONDS
from besa.core.jurisdiction.gaps.tables import OwnLaw
from besa.core.jurisdiction.gaps.tallying import Tally
from besa.core.jurisdiction.gaps.words import Layout, Picture, locus_of, of_others, picture, through
from besa.core.jurisdiction.logic import NO, YES


class Context(NamedTuple):
    """A place, an offender's State and how they hang together; the child's State and the scene are in the words."""

    place: int
    offender: int
    bond: Bond
    way: Way
    where: str


@dataclass
class Counted:
    """Of one act. `tallies` by what was counted; `cells` and `reforms` by State: how many combinations become a yes."""

    layout: Layout
    tallies: dict[str, Tally] = field(default_factory=dict)
    cells: dict[str, Counter[str]] = field(default_factory=dict)
    reforms: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, what: str, word: int) -> None:
        if word:
            tally = self.tallies.get(what)
            if tally is None:
                tally = self.tallies[what] = Tally()
            tally.add(word)

    def of(self, what: str, mask: int) -> int:
        return self.tallies[what].of(mask) if what in self.tallies else 0


class Combining:
    """One act over all States. `shares`: pairs of States whose authorities may ask providers in the other directly."""

    def __init__(
        self, axes: Axes, laws: Mapping[str, OwnLaw], shares: Callable[[str, str], bool], *, own: str = ""
    ) -> None:
        self.axes = axes
        self.codes = tuple(laws)
        self.laws = tuple(laws.values())
        self.own = own
        space = self.laws[0].space
        self.layout = Layout(axes, space, len(self.codes))
        self.lenses = space.axes["lens"]
        self.counted = Counted(self.layout)
        self._pictures: dict[tuple[object, ...], Picture] = {}
        self._seen: dict[tuple[object, ...], int] = {}
        # For each State, the children's States with which it shares a direct instrument.
        self._shares = tuple(
            sum(self.layout.of_state[there] for there, other in enumerate(self.codes) if shares(one, other))
            for one in self.codes
        )

    def place(self, place: int) -> None:
        """Count everything that was done in one State."""
        self._seen.clear()
        self._open_children: dict[Way, Tally] = {way: Tally() for way in self.axes.ways}
        self._open_strangers: dict[bool, Tally] = {False: Tally(), True: Tally()}
        self._open_strangers_of: dict[tuple[bool, int], Tally] = {}
        for context in self._contexts(place):
            self._count(context)
        self._cells_of_others(place)

    def _contexts(self, place: int) -> Iterator[Context]:
        for offender in range(len(self.codes)):
            for bond in self.axes.offender:
                if offender == place and bond.lives == PLACE:
                    continue  # the same as living at home
                for way in self.axes.ways:
                    for where in self.axes.whereabouts:
                        if not (offender == place and where == OFFENDER):  # the same as being at the place
                            yield Context(place, offender, bond, way, where)

    @cached_property
    def _younger(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each State, on the spot and across the net: where its law spares the act by age only; where at all."""
        layout = self.layout
        youngest = layout.space.where("child_age", 0) & layout.scene
        stride, many = layout.space.strides["child_age"], len(layout.space.axes["child_age"])
        found = []
        for law in self.laws:
            both = []
            for net in (0, 1):
                no, yes = (layout.block(law.punishes[truth], 0, 0, 0, 0, 0, 0, 0, 0, net) for truth in (NO, YES))
                if_younger = 0
                for older in range(many):
                    if_younger |= (yes & youngest) << (older * stride)
                both.append((no & if_younger, no))
            found.append(tuple(both))
        return tuple(found)

    def _count(self, one: Context) -> None:
        layout, counted = self.layout, self.counted
        place, offender, _bond, way, _where = one
        net = int(way.net)
        valid = layout.all
        if way.net and way.server == CHILD:
            valid &= ~layout.of_state[place]  # the same as a server at the place
        locus = self._locus(place, net)
        child_only = layout.all & ~layout.of_state[place] & ~layout.of_state[offender]
        own: dict[str, tuple[int, int, int]] = {}
        for what in ("yes", "clean", "unknown"):
            own[what] = (
                self._as_place(one, what, 0, locus),
                0 if offender == place else self._as_offender(one, what, 0, locus),
                self._as_child(one, what, 0, locus) & child_only,
            )
        at_place, of_offender, of_child = own["yes"]
        others, two_others = self._strangers(one, locus)
        tied = at_place | of_offender | of_child
        yes = (tied | others) & valid
        clean = (own["clean"][0] | own["clean"][1] | own["clean"][2] | self._others(one, "clean", 0, locus)) & valid
        open_ = own["unknown"][0] | own["unknown"][1] | own["unknown"][2] | self._others(one, "unknown", 0, locus)
        unknown = open_ & ~yes & valid
        nobody = valid & ~yes & ~unknown
        tied_open = tied | own["unknown"][0] | own["unknown"][1] | own["unknown"][2]
        tied_cannot = valid & ~yes & ~tied_open
        counted.add("valid", valid)
        counted.add("yes", yes)
        counted.add("only_untied", yes & ~tied)
        counted.add("with_conditions", yes & ~clean)
        counted.add("unknown", unknown)
        counted.add("nobody", nobody)
        counted.add("tied_cannot", tied_cannot)
        two = two_others | others & tied | at_place & of_offender | (at_place | of_offender) & of_child
        counted.add("G10", two & valid)
        spared, lawful = self._spared(one, child_only)
        counted.add("G3", spared & valid)
        counted.add("lawful", lawful & valid)
        counted.add("G3 decides", spared & tied_cannot & ~lawful)
        counted.add("G9", self._without_direct_instrument(one, own["yes"]) & valid)
        for lens in range(1, len(self.lenses)):
            name = self.lenses[lens]
            parts = (
                self._as_place(one, "yes", lens, locus),
                0 if offender == place else self._as_offender(one, "yes", lens, locus),
                self._as_child(one, "yes", lens, locus) & child_only,
            )
            stands = 0
            for part, now, perhaps in zip(parts, own["yes"], own["unknown"], strict=True):
                stands |= part & ~now & ~perhaps
            gained = (parts[0] | parts[1] | parts[2] | self._others(one, "yes", lens, locus)) & valid & ~yes
            counted.add(f"{name} in_the_way", stands & valid)
            counted.add(f"{name} from_no", gained & tied_cannot)
            counted.add(f"{name} from_unknown", gained & ~tied_cannot)
            self._own_reform(one, name, parts, valid & ~yes, tied_cannot)
        self._cells(one, unknown, locus, child_only)

    # How each State stands in a combination.

    def _locus(self, place: int, net: int) -> Picture:
        key = ("locus", place, net)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = locus_of(self.layout, self.laws[place].punishes, net)
        return found

    def _picture(
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

    def _as_place(self, one: Context, what: str, lens: int, locus: Picture) -> int:
        at_home = one.offender == one.place
        bond = (at_home and one.bond.national, one.bond.lives == (HOME if at_home else PLACE))
        seen = self._picture(
            one.place, what, lens, one.way, conduct=True, offender=bond, present=one.where == PLACE
        )  # fmt: skip
        return through(seen, locus)

    def _as_offender(self, one: Context, what: str, lens: int, locus: Picture) -> int:
        bond = (one.bond.national, one.bond.lives == HOME)
        seen = self._picture(
            one.offender, what, lens, one.way, conduct=False, offender=bond, present=one.where == OFFENDER
        )  # fmt: skip
        return through(seen, locus)

    def _as_child(self, one: Context, what: str, lens: int, locus: Picture) -> int:
        """In each slot the child's State, where it is neither the place nor the offender's."""
        key = ("child", what, lens, one.way)
        found = self._seen.get(key)
        if found is None:
            found = 0
            for state, mine in enumerate(self.layout.of_state):
                seen = self._picture(
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

    def _others(self, one: Context, what: str, lens: int, locus: Picture) -> int:
        key = ("others", what, lens, one.way.net, one.offender)
        found = self._seen.get(key)
        if found is None:
            among = ("values", what, lens, one.way.net)
            values = self._lists.get(among) if self._at == one.place else None
            if values is None:
                values = self._values(one, what, lens, locus)
                self._keep(one.place, among, values)
            found = self._seen[key] = self._spread(of_others(values, (one.place, one.offender), or_))
        return found

    def _strangers(self, one: Context, locus: Picture) -> tuple[int, int]:
        """Where some State without a tie can act, and where two can."""
        some = self._others(one, "yes", 0, locus)
        key = ("two others", one.way.net, one.offender)
        found = self._seen.get(key)
        if found is None:
            values = self._lists["values", "yes", 0, one.way.net]
            # One and two side by side: the upper half counts a second State, the lower half the first.
            width = self.layout.bits

            def both(left: int, right: int) -> int:
                low = left & self.layout.scene & right
                return left | right | low << width

            found = self._spread([pair >> width for pair in of_others(values, (one.place, one.offender), both)])
            self._seen[key] = found
        return some, found

    _at = -1
    _lists: dict[tuple[object, ...], list[int]]

    def _keep(self, place: int, key: tuple[object, ...], values: list[int]) -> None:
        if self._at != place:
            self._at, self._lists = place, {}
        self._lists[key] = values

    def _spread(self, by_child: list[int]) -> int:
        word = 0
        for state, value in enumerate(by_child):
            for bond in range(self.layout.bonds):
                word |= value << self.layout.shift(state, bond)
        return word

    # What stands between.

    def _spared(self, one: Context, child_only: int) -> tuple[int, int]:
        """A State that is tied to the case would punish the act if the child were younger; and no such State does."""
        layout, net = self.layout, int(one.way.net)
        key = ("spared", net)
        if key not in self._seen:
            self._seen[key] = self._spread([both[net][0] for both in self._younger])
            self._seen["lawful", net] = self._spread([both[net][1] for both in self._younger])
        of_place, of_offender = self._younger[one.place][net], self._younger[one.offender][net]
        spared = (of_place[0] | of_offender[0]) * layout.everywhere | self._seen[key] & child_only
        lawful = (of_place[1] & of_offender[1]) * layout.everywhere & (self._seen["lawful", net] | ~child_only)
        return spared, lawful & layout.all

    def _without_direct_instrument(self, one: Context, yes: tuple[int, int, int]) -> int:
        """The data lie in another State of the map, and a State that can act may not ask for them there directly."""
        if not one.way.net or one.way.server not in (PLACE, CHILD):
            return 0
        at_place, of_offender, of_child = yes
        if one.way.server == PLACE:
            mine = self.layout.of_state
            far = sum(mine[state] for state, shared in enumerate(self._shares) if not shared & mine[one.place])
            offender = 0 if self._shares[one.offender] & mine[one.place] else of_offender
            return offender | of_child & far
        home = self.layout.of_state[one.offender]
        return at_place & ~self._shares[one.place] | of_offender & ~self._shares[one.offender] & ~home

    # What would change it.

    def _own_reform(self, one: Context, name: str, parts: tuple[int, int, int], open_to: int, tied_cannot: int) -> None:
        """What a reform in the one State that asks would change, all others staying as they are."""
        if not self.own:
            return
        state = self.codes.index(self.own)
        gained = parts[0] if one.place == state else 0
        gained |= parts[1] if one.offender == state else 0
        if state not in (one.place, one.offender):
            gained |= parts[2] & self.layout.of_state[state]
        gained &= open_to
        if gained:
            found = self.counted.reforms.setdefault(name, Counter())
            found["from_no"] += (gained & tied_cannot).bit_count()
            found["from_unknown"] += (gained & ~tied_cannot).bit_count()

    def _cells(self, one: Context, unknown: int, locus: Picture, child_only: int) -> None:
        """How many unknowns would be a yes if a cell of the place or of the offender's State said so."""
        if not unknown:
            return
        net = one.way.net
        self._open_children[one.way].add(unknown & child_only)
        self._open_strangers[net].add(unknown)
        self._open_strangers_of.setdefault((net, one.offender), Tally()).add(unknown)
        roles = [(one.place, self._as_place)]
        if one.offender != one.place:
            roles.append((one.offender, self._as_offender))
        for state, role in roles:
            for cell in self.laws[state].can.alone:
                settled = (role(one, f"alone {cell}", 0, locus) & unknown).bit_count()
                if settled:
                    self._settles(state, cell, settled)

    def _settles(self, state: int, cell: str, how_many: int) -> None:
        self.counted.cells.setdefault(self.codes[state], Counter())[cell] += how_many

    def _cells_of_others(self, place: int) -> None:
        """The same for the child's State, and for States without a tie."""
        layout = self.layout
        for way, tally in self._open_children.items():
            locus = self._locus(place, int(way.net))
            for state, law in enumerate(self.laws):
                for cell in law.can.alone:
                    seen = self._picture(
                        state, f"alone {cell}", 0, way, conduct=False, offender=(False, False), present=False
                    )  # fmt: skip
                    settled = tally.of(through(seen, locus) & layout.of_state[state])
                    if settled:
                        self._settles(state, cell, settled)
        for net, tally in self._open_strangers.items():
            locus = self._locus(place, int(net))
            for state, law in enumerate(self.laws):
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

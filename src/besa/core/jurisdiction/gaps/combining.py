"""Who can act, in every combination of a place, an offender's State and a child's State: counted for one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from besa.core.jurisdiction.gaps.axes import CHILD, OFFENDER, PLACE, Axes
from besa.core.jurisdiction.gaps.openings import Openings
from besa.core.jurisdiction.gaps.roles import Context, Roles
from besa.core.jurisdiction.gaps.tables import OwnLaw
from besa.core.jurisdiction.gaps.tallying import Tally
from besa.core.jurisdiction.gaps.words import Layout
from besa.core.jurisdiction.logic import NO, YES


@dataclass
class Counted:
    """Of one act. `tallies` by what was counted; `cells` and `reforms` by State: how many combinations become a yes."""

    layout: Layout
    cells: Mapping[str, Counter[str]]
    tallies: dict[str, Tally] = field(default_factory=dict)
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
        self.roles = Roles(self.layout, self.laws)
        self.openings = Openings(self.roles, self.codes)
        self.counted = Counted(self.layout, self.openings.settled)
        self._spared_by_child: dict[int, tuple[int, ...]] = {}
        # For each State, the children's States with which it shares a direct instrument.
        self._shares = tuple(
            sum(self.layout.of_state[there] for there, other in enumerate(self.codes) if shares(one, other))
            for one in self.codes
        )

    def place(self, place: int) -> None:
        """Count everything that was done in one State."""
        self.roles.turn_to_another_place()
        self.openings.turn_to_another_place()
        for context in self._contexts(place):
            self._count(context)
        self.openings.of_others(place)

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
        locus = self.roles.locus(place, net)
        child_only = layout.all & ~layout.of_state[place] & ~layout.of_state[offender]
        own: dict[str, tuple[int, int, int]] = {}
        for what in ("yes", "clean", "unknown"):
            own[what] = (
                self.roles.as_place(one, what, 0, locus),
                0 if offender == place else self.roles.as_offender(one, what, 0, locus),
                self.roles.as_child(one, what, 0, locus) & child_only,
            )
        at_place, of_offender, of_child = own["yes"]
        others, two_others = self.roles.strangers(one, locus)
        tied = at_place | of_offender | of_child
        yes = (tied | others) & valid
        clean = (
            own["clean"][0] | own["clean"][1] | own["clean"][2] | self.roles.others(one, "clean", 0, locus)
        ) & valid
        open_ = own["unknown"][0] | own["unknown"][1] | own["unknown"][2] | self.roles.others(one, "unknown", 0, locus)
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
                self.roles.as_place(one, "yes", lens, locus),
                0 if offender == place else self.roles.as_offender(one, "yes", lens, locus),
                self.roles.as_child(one, "yes", lens, locus) & child_only,
            )
            stands = 0
            for part, now, perhaps in zip(parts, own["yes"], own["unknown"], strict=True):
                stands |= part & ~now & ~perhaps
            gained = (parts[0] | parts[1] | parts[2] | self.roles.others(one, "yes", lens, locus)) & valid & ~yes
            counted.add(f"{name} in_the_way", stands & valid)
            counted.add(f"{name} from_no", gained & tied_cannot)
            counted.add(f"{name} from_unknown", gained & ~tied_cannot)
            self._own_reform(one, name, parts, valid & ~yes, tied_cannot)
        self.openings.add(one, unknown, locus, child_only)

    # What stands between.

    def _spared(self, one: Context, child_only: int) -> tuple[int, int]:
        """A State that is tied to the case would punish the act if the child were younger; and no such State does."""
        layout, net = self.layout, int(one.way.net)
        if net not in self._spared_by_child:
            self._spared_by_child[net] = tuple(
                self.roles.spread([both[net][part] for both in self._younger]) for part in (0, 1)
            )
        by_child = self._spared_by_child[net]
        of_place, of_offender = self._younger[one.place][net], self._younger[one.offender][net]
        spared = (of_place[0] | of_offender[0]) * layout.everywhere | by_child[0] & child_only
        lawful = (of_place[1] & of_offender[1]) * layout.everywhere & (by_child[1] | ~child_only)
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

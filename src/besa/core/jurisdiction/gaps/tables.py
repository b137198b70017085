"""What one State's law and duties come to for one act, as sets of combinations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.floor import Floor
from besa.core.jurisdiction.gaps.axes import Axes
from besa.core.jurisdiction.gaps.exploring import LOCUS, Everywhere, Leaf
from besa.core.jurisdiction.gaps.lenses import AS_IS, Lens
from besa.core.jurisdiction.gaps.scenes import Scenes, duty_space, limitation_space, national_space
from besa.core.jurisdiction.gaps.space import Space
from besa.core.jurisdiction.grounds import NATIONAL
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Truth, conditions, missing


@dataclass
class Sets:
    """Of some combinations: where it is a yes, a yes that asks for nothing more, and unknown.

    `alone`: by cell, where a ground would be a yes or no if only this cell were known.
    """

    yes: int = 0
    clean: int = 0
    unknown: int = 0
    alone: dict[str, int] = field(default_factory=dict)

    def take(self, leaves: Iterable[Leaf], within: int) -> None:
        """Add what one ground comes to; cells are noted within some combinations only."""
        for mask, step in leaves:
            if step.truth == YES:
                self.yes |= mask
                if not conditions(step):
                    self.clean |= mask
            elif step.truth == UNKNOWN:
                self.unknown |= mask
                facts, cells = missing(step)
                here = mask & within
                if here and len(cells) == 1 and not facts and cells[0] != LOCUS:
                    self.alone[cells[0]] = self.alone.get(cells[0], 0) | here

    def of(self, what: str) -> int:
        """One of the sets by its name; `alone …` with the name of a cell."""
        kind, _space, cell = what.partition(" ")
        return self.alone.get(cell, 0) if kind == "alone" else int(getattr(self, kind))

    def close(self) -> None:
        """Where one ground is a yes, the others do not matter."""
        self.unknown &= ~self.yes
        self.alone = {cell: left for cell, sets in self.alone.items() if (left := sets & ~self.yes)}


@dataclass(frozen=True)
class OwnLaw:
    """What a State's own law lets it do. `punishes`: by truth, where its law punishes the act."""

    space: Space
    can: Sets
    punishes: dict[Truth, int]


@dataclass(frozen=True)
class Duties:
    """What treaties oblige a State to when the act was done elsewhere: `must`, and where a treaty only asks to try."""

    space: Space
    must: Sets
    endeavour: int


@dataclass(frozen=True)
class Open:
    """Where prosecution is still open, and where nobody knows."""

    space: Space
    still: int
    unknown: int


class Tables:
    """The law, and the combinations of one act on one day."""

    def __init__(self, books: Books, axes: Axes, act: str, on: date) -> None:
        self.books, self.axes, self.act, self.on = books, axes, act, on
        self.floor = Floor.of(books.law)

    def own_law(self, code: str, lenses: tuple[Lens, ...], scenes: Scenes | None = None) -> OwnLaw:
        seen = scenes or self.national(lenses)
        look = Everywhere(self.books, code, seen, lenses)
        space = seen.space
        as_is = space.having("lens", AS_IS)
        can = Sets()
        for ground in NATIONAL:
            can.take(look.ground(ground), as_is)
        can.close()
        punishes = dict.fromkeys((NO, UNKNOWN, YES), 0)
        for step, mask in look.punishable_ways():
            punishes[step.truth] |= mask
        return OwnLaw(space, can, punishes)

    def national(self, lenses: tuple[Lens, ...]) -> Scenes:
        space = national_space(self.axes, self.act, self.books.law, lenses)
        return Scenes(self.axes, self.act, space, self.books, self.on)

    def duties(self, code: str, lenses: tuple[Lens, ...]) -> Duties:
        space = duty_space(self.axes, self.act, self.books.law, lenses)
        look = Everywhere(self.books, code, Scenes(self.axes, self.act, space, self.books, self.on), lenses)
        as_is = space.having("lens", AS_IS)
        must = Sets()
        endeavour = 0
        for treaty, provision in self.floor.grounds(self.act):
            if provision.modality == "must":
                must.take(look.duty(self.floor, treaty, provision), as_is)
            elif provision.modality == "endeavour":
                for mask, step in look.duty(self.floor, treaty, provision):
                    endeavour |= mask if step.truth == YES else 0
        must.close()
        return Duties(space, must, endeavour)

    def limitation(self, code: str) -> Open:
        space = limitation_space(self.axes, self.act, self.books.law)
        look = Everywhere(self.books, code, Scenes(self.axes, self.act, space, self.books, self.on), ())
        still = unknown = 0
        for mask, step in look.still_open():
            still |= mask if step.truth == YES else 0
            unknown |= mask if step.truth == UNKNOWN else 0
        return Open(space, still, unknown)

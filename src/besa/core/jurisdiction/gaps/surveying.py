"""Making a gap map: every act over all States, one after the other; it can be watched and stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.cells import STRICT, Reading
from besa.core.jurisdiction.gaps.axes import Axes, read_axes
from besa.core.jurisdiction.gaps.combining import Combining, Counted
from besa.core.jurisdiction.gaps.duties import count_duties, count_limitation
from besa.core.jurisdiction.gaps.lenses import Lens, lenses
from besa.core.jurisdiction.gaps.tables import OwnLaw, Tables
from besa.core.jurisdiction.gaps.values import FEWEST_STATES, OTHERS, Aggregate, Gain, OwnList, Question, Survey
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import YES

# How what was counted is called, and the tally it stands in.
_WHO = {
    "who.combinations": "valid",
    "who.somebody": "yes",
    "who.only_untied": "only_untied",
    "who.with_conditions": "with_conditions",
    "who.unknown": "unknown",
    "who.nobody": "nobody",
    "who.tied_cannot": "tied_cannot",
    "who.no_offence": "lawful",
    "who.several": "G10",
    "who.spared_by_age": "G3",
    "who.spared_by_age_and_tied_cannot": "G3 decides",
    "who.no_direct_instrument": "G9",
}
Told = Callable[[int, int], bool]


class Stopped(Exception):
    """Whoever watches asked to stop."""


class Making:
    """A map in the making: what is counted so far. Go through `steps`, as slowly as you like; then it is `finished`.

    `own`: the State whose own list is made, too.
    """

    def __init__(
        self,
        law: Law,
        *,
        on: date,
        reading: Reading = STRICT,
        axes: Axes | None = None,
        acts: Iterable[str] | None = None,
        own: str = "",
    ) -> None:
        self.axes = axes = axes or read_axes()
        self.on, self.own = on, own
        self.acts = tuple(acts) if acts is not None else tuple(law.acts.by_code)
        self.books = Books(law, reading)
        self.law = law
        turn = law.time_of(on)
        self.time = (turn, turn)
        self.reforms = lenses(axes.reforms, self.books, self.time)
        self.duty_reforms = lenses(axes.duties, self.books, self.time)
        self.counts: dict[str, dict[str, tuple[int, ...]]] = {}
        self.cells: dict[str, Counter[str]] = {}
        self.own_gains: dict[str, Counter[str]] = {}
        self.duty_gains: dict[tuple[str, str], Counter[str]] = {}
        self._known: dict[object, Counted] = {}

    def steps(self) -> Iterator[tuple[int, int]]:
        """Count; how many steps are done, and of how many, is given out before each of them and at the end."""
        many = len(self.law.states)
        for place, act in enumerate(self.acts):
            for step in self._act(act):
                yield place * many + step, len(self.acts) * many
        yield len(self.acts) * many, len(self.acts) * many

    def finished(self) -> Survey:
        """The map, once all steps are done."""
        return Survey(_aggregate(self), _own(self) if self.own else None)

    def _act(self, act: str) -> Iterator[int]:
        tables = Tables(self.books, self.axes, act, self.on)
        scenes = tables.national(self.reforms)
        laws = {code: tables.own_law(code, self.reforms, scenes) for code in self.law.states}
        alike = tuple(_print_of(law) for law in laws.values())
        counted = self._known.get(alike)
        if counted is None:
            combining = Combining(self.axes, laws, self._shares, own=self.own)
            for place in range(len(laws)):
                yield place
                combining.place(place)
            counted = self._known[alike] = combining.counted
        self._take(act, counted)
        for key, numbers in count_duties(tables, self.duty_reforms, self.duty_gains).items():
            self.counts.setdefault(key, {})[act] = numbers
        for key, numbers in count_limitation(tables).items():
            self.counts.setdefault(key, {})[act] = numbers

    def _take(self, act: str, counted: Counted) -> None:
        layout = counted.layout
        masks = [layout.having("child_age", place) for place in range(len(self.axes.scene["child_age"]))]
        tallies = dict(_WHO)
        for lens in self.reforms:
            tallies[f"who.stands.{lens.name}"] = f"{lens.name} in_the_way"
            tallies[f"who.from_no.{lens.name}"] = f"{lens.name} from_no"
            tallies[f"who.from_unknown.{lens.name}"] = f"{lens.name} from_unknown"
        for key, tally in tallies.items():
            self.counts.setdefault(key, {})[act] = tuple(counted.of(tally, mask) for mask in masks)
        for code, cells in counted.cells.items():
            self.cells.setdefault(code, Counter()).update(cells)
        for reform, gained in counted.reforms.items():
            self.own_gains.setdefault(reform, Counter()).update(gained)

    def _shares(self, one: str, other: str) -> bool:
        """Whether authorities of one State may ask providers in the other directly."""
        return any(
            all(self.books.in_force(ident, code, self.time).truth == YES for code in (one, other))
            for ident in self.axes.direct_instruments
        )


def survey(
    law: Law,
    *,
    on: date,
    reading: Reading = STRICT,
    axes: Axes | None = None,
    acts: Iterable[str] | None = None,
    own: str = "",
    told: Told | None = None,
) -> Survey:
    """The gap map of a day. `told(done, of)` is called on the way, and says no to stop it; raises Stopped then."""
    making = Making(law, on=on, reading=reading, axes=axes, acts=acts, own=own)
    for done, of in making.steps():
        if told is not None and not told(done, of):
            raise Stopped
    return making.finished()


def _print_of(law: OwnLaw) -> tuple[object, ...]:
    """Acts that come to the same everywhere are combined once."""
    can = law.can
    return (law.space.size, can.yes, can.clean, can.unknown, tuple(sorted(can.alone.items())), *law.punishes.values())


def _aggregate(making: Making) -> Aggregate:
    law = making.law
    by_name: Counter[str] = Counter()
    states: dict[str, set[str]] = {}
    for code, cells in making.cells.items():
        for cell, settles in cells.items():
            name = cell.removeprefix(f"{code}.")
            by_name[name] += settles
            states.setdefault(name, set()).add(code)
    told: Counter[str] = Counter()
    for name, settles in by_name.items():
        told[name if len(states[name]) >= FEWEST_STATES else OTHERS] += settles
    aggregate = Aggregate(
        making.on,
        making.books.reading.recalled,
        len(law.states),
        making.axes.scene["child_age"],
        making.axes.later,
        making.counts,
        _ordered(told),
        (),
    )
    gains = [_gain(aggregate, lens) for lens in making.reforms]
    gains += [
        Gain(
            lens.name,
            lens.reform.gap,
            "duty",
            aggregate.count(f"duty.gained.{lens.name}") - aggregate.count(f"duty.gained_from_unknown.{lens.name}"),
            aggregate.count(f"duty.gained_from_unknown.{lens.name}"),
        )
        for lens in making.duty_reforms
    ]
    return Aggregate(
        aggregate.on, aggregate.recalled, aggregate.states, aggregate.ages, aggregate.later, aggregate.counts,
        aggregate.questions, _most_useful(gains),
    )  # fmt: skip


def _gain(aggregate: Aggregate, lens: Lens) -> Gain:
    return Gain(
        lens.name,
        lens.reform.gap,
        "who",
        aggregate.count(f"who.from_no.{lens.name}"),
        aggregate.count(f"who.from_unknown.{lens.name}"),
    )


def _most_useful(gains: Iterable[Gain]) -> tuple[Gain, ...]:
    return tuple(sorted(gains, key=lambda one: (one.layer != "who", -(one.from_no + one.from_unknown), one.reform)))


def _ordered(settles: Mapping[str, int]) -> tuple[Question, ...]:
    found = [Question(name, many) for name, many in settles.items()]
    return tuple(sorted(found, key=lambda one: (one.name == OTHERS, -one.settles, one.name)))


def _own(making: Making) -> OwnList:
    gains = [
        Gain(lens.name, lens.reform.gap, "who", found["from_no"], found["from_unknown"])
        for lens in making.reforms
        if (found := making.own_gains.get(lens.name))
    ]
    gains += [
        Gain(lens.name, lens.reform.gap, "duty", found["from_no"], found["from_unknown"])
        for lens in making.duty_reforms
        if (found := making.duty_gains.get((making.own, lens.name)))
    ]
    cells = making.cells.get(making.own, Counter())
    mine = {cell: settles for cell, settles in cells.items() if cell.startswith(f"{making.own}.")}
    return OwnList(making.own, _ordered(mine), _most_useful(gains))

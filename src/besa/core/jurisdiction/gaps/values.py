"""What a gap map holds: counts for all States together, by act and age; and one State's own list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

# A question that fewer States leave open is told with the others: it could tell which State is meant.
FEWEST_STATES: Final = 3
OTHERS: Final = "others"


@dataclass(frozen=True, slots=True)
class Shown:
    """One way in which a kind of gap shows. `of`: the layer whose combinations it is a part of."""

    gap: str
    key: str
    of: str


SHOWN: Final = (
    Shown("G1", "duty.only_endeavour_or_none", "duty"),
    Shown("G2", "duty.dual_may_fail", "duty"),
    Shown("G2", "who.stands.no_dual_criminality", "who"),
    Shown("G3", "who.spared_by_age", "who"),
    Shown("G3", "who.spared_by_age_and_tied_cannot", "who"),
    Shown("G4", "who.with_conditions", "who"),
    Shown("G4", "who.stands.no_presence_no_leave", "who"),
    Shown("G5", "duty.owed_unless_reserved", "duty"),
    Shown("G5", "who.stands.residents_as_nationals", "who"),
    Shown("G6", "time.closed", "time"),
    Shown("G7", "duty.gained.bound_by_all", "duty"),
    Shown("G8", "duty.refused_otherwise", "duty"),
    Shown("G9", "who.no_direct_instrument", "who"),
    Shown("G10", "who.several", "who"),
    Shown("G11", "who.unknown", "who"),
    Shown("G11", "duty.unknown", "duty"),
    Shown("G11", "time.unknown", "time"),
)
LAYERS: Final = ("who", "duty", "time")


@dataclass(frozen=True, slots=True)
class Gain:
    """What a reform would make a yes. `from_no`: of combinations in which no State that is tied to the case can act, or
    in which nothing is owed; `from_unknown`: of those of which nobody knows."""

    reform: str
    gap: str
    layer: str
    from_no: int
    from_unknown: int


@dataclass(frozen=True, slots=True)
class Question:
    """A cell by its name alone; how many combinations become a yes if it says so in the States that leave it open."""

    name: str
    settles: int


@dataclass(frozen=True)
class Aggregate:
    """All States together; names none of them. `counts`: by what was counted and act, one number for each age."""

    on: date
    recalled: bool
    states: int
    ages: tuple[int, ...]
    later: tuple[int, ...]
    counts: Mapping[str, Mapping[str, tuple[int, ...]]]
    questions: tuple[Question, ...]
    gains: tuple[Gain, ...]

    @property
    def acts(self) -> tuple[str, ...]:
        return tuple(self.counts["who.combinations"])

    def count(self, key: str, *, act: str = "", age: int | None = None) -> int:
        """How many combinations; of one act, one age, or all."""
        rows = self.counts.get(key, {})
        found = 0
        for of_act, numbers in rows.items():
            if not act or of_act == act:
                found += sum(numbers) if age is None else numbers[self.ages.index(age)]
        return found

    def share(self, key: str, *, act: str = "", age: int | None = None) -> float:
        """The part of all combinations of the same layer; 0 to 1."""
        whole = self.count(f"{key.partition('.')[0]}.combinations", act=act, age=age)
        return self.count(key, act=act, age=age) / whole if whole else 0.0


@dataclass(frozen=True)
class OwnList:
    """What one State's own lawyers can do about it: its cells and its reforms, most useful first."""

    state: str
    cells: tuple[Question, ...]
    gains: tuple[Gain, ...]


@dataclass(frozen=True)
class Survey:
    aggregate: Aggregate
    own: OwnList | None

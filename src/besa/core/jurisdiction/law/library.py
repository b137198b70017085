"""All of the law together: read from a folder, checked against itself, and cut into times in which nothing changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path

from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.law.acts import Acts, read_acts
from besa.core.jurisdiction.law.claims import Cell, Claim
from besa.core.jurisdiction.law.conflicts import ConflictRules, read_conflicts
from besa.core.jurisdiction.law.former import Former, read_former
from besa.core.jurisdiction.law.gaps import Gap, read_gaps
from besa.core.jurisdiction.law.instruments import InstrumentRule, read_instruments
from besa.core.jurisdiction.law.sources import Source, read_sources
from besa.core.jurisdiction.law.states import State, read_states
from besa.core.jurisdiction.law.treaties import Provision, Treaty, read_treaties

FOLDER = Path(__file__).parents[3] / "packs" / "law"


@dataclass(frozen=True)
class Law:
    """The law as read. `turns` are the days on which anything may change: between two of them all days are alike.

    `states` are those of which it is asked who can act; `seats` those of which only the instruments are recorded that
    reach providers there.
    """

    states: Mapping[str, State]
    treaties: Mapping[str, Treaty]
    acts: Acts
    sources: Mapping[str, Source]
    gaps: Mapping[str, Gap]
    instruments: Mapping[str, InstrumentRule]
    conflicts: ConflictRules
    former: Mapping[str, tuple[Former, ...]] = field(default_factory=dict)
    seats: Mapping[str, State] = field(default_factory=dict)
    provisions: Mapping[str, Provision] = field(init=False)
    turns: tuple[date, ...] = field(init=False)
    by_any_name: Mapping[str, str] = field(init=False)
    by_id: Mapping[str, Cell] = field(init=False)

    def __post_init__(self) -> None:
        provisions = {one.id: one for treaty in self.treaties.values() for one in treaty.provisions}
        object.__setattr__(self, "provisions", provisions)
        object.__setattr__(self, "turns", tuple(sorted(set(self._turns()))))
        names = {also: state.code for state in self.recorded.values() for also in (state.code, *state.also)}
        object.__setattr__(self, "by_any_name", names)
        object.__setattr__(self, "by_id", {cell.id: cell for cell in self.cells()})

    @cached_property
    def recorded(self) -> Mapping[str, State]:
        """Every State of which anything is recorded."""
        return {**self.states, **self.seats}

    @cached_property
    def with_seats(self) -> Law:
        """The same law, in which the seats of providers are States as all others: for instruments."""
        return replace(self, states=self.recorded, seats={}) if self.seats else self

    def time_of(self, day: date) -> int:
        """Which of the times between two turns a day belongs to."""
        return bisect_right(self.turns, day)

    def since(self, claim: Claim) -> date | None:
        """The first day a claim speaks of: its own, else the earliest that a source of it describes; None: none."""
        if claim.starts or claim.as_of:
            return claim.starts or claim.as_of
        return min((self.sources[one.source].describes for one in claim.sources), default=None)

    def cells(self) -> Iterator[Cell]:
        """Every cell of States and treaties; provisions are claims of their own."""
        for state in self.recorded.values():
            yield from state.cells()
        for treaty in self.treaties.values():
            yield treaty.in_force

    def expressions(self) -> Iterator[tuple[str, Expression]]:
        """Every condition, with the name of the cell, provision or act that it stands in."""
        for cell in self.cells():
            for claim in cell.claims:
                yield from ((cell.id, one) for one in expressions_of(claim))
        for treaty in self.treaties.values():
            yield from ((f"{treaty.id} {one.article}", one.when) for one in treaty.offences if one.when)
            for provision in treaty.provisions:
                yield from ((provision.id, one) for one in (*expressions_of(provision.claim), provision.tie) if one)
        yield from ((act.code, act.punishable) for act in self.acts.by_code.values())
        for rule in self.instruments.values():
            yield from ((f"instruments.{rule.id}", one) for one in rule.expressions())

    def _turns(self) -> Iterator[date]:
        for cell in self.cells():
            for claim in cell.claims:
                yield from (day for day in (claim.starts, claim.as_of, self.since(claim)) if day)
                if claim.ends:
                    yield claim.ends + timedelta(days=1)
                if isinstance(claim.value, date):
                    yield claim.value
        for state in self.recorded.values():
            for ident, (_status, consent) in state.treaties.items():
                for claim in consent.claims if consent else ():
                    if isinstance(claim.value, date):
                        yield self.treaties[ident].enters.after(claim.value)
        for _where, expression in self.expressions():
            yield from (part.value for part in expression.every() if part.word in ("offence_from", "travelled_since"))


def expressions_of(claim: Claim) -> Iterator[Expression]:
    """The conditions of a claim, for the cell itself and for grounds."""
    if claim.when is not None:
        yield claim.when
    yield from (expression for _ground, expression in claim.when_for or ())


def load(folder: Path = FOLDER) -> Law:
    """Read and check a folder of law; raises LawBroken naming file, cell and cure."""
    from besa.core.jurisdiction.law import checks, rule_checks

    acts, sources, states, treaties = (
        read_acts(folder),
        read_sources(folder),
        read_states(folder),
        read_treaties(folder),
    )
    gaps = read_gaps(folder)
    checks.before(states, treaties, acts, sources, gaps)
    law = Law(
        {code: state for code, state in states.items() if not state.role},
        treaties,
        acts,
        sources,
        gaps,
        read_instruments(folder),
        read_conflicts(folder),
        read_former(folder),
        {code: state for code, state in states.items() if state.role},
    )
    checks.after(law)
    rule_checks.check(law)
    return law


@cache
def current() -> Law:
    """The law this release of Besa holds."""
    return load()

"""One State's law, looked at from one case: what its cells say on the day, and what follows for the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.cells import Reading, held
from besa.core.jurisdiction.conditions.evaluating import age_gap, evaluate
from besa.core.jurisdiction.conditions.expressions import Expression
from besa.core.jurisdiction.facts import HIGH_SEAS, Ages
from besa.core.jurisdiction.law.claims import Cell
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth, all_of, any_of, of
from besa.core.jurisdiction.view import ASKS_FOR, Scene, View

_COMPARED: Final[Mapping[str, Callable[[int, int, int], bool]]] = {
    "max_penalty_at_least": lambda least, most, years: most >= years,
    "max_penalty_over": lambda least, most, years: most > years,
    "min_penalty_at_least": lambda least, most, years: least >= years,
}
_PENALTY: Final = "penalty."
_PRESENCE: Final = ("offender_present", "offender_present_or_extradited")


class LawOf:
    """Answers what conditions ask of one State: implements conditions.evaluating.Look.

    `view` is None when a State is only asked whether it punishes the act; `treaty` is set while a treaty is read, as
    some words speak of the other Parties of the same treaty; `where` names the cell whose condition is read.
    `presence_may_come`: absence is then a condition still to be met, because people are surrendered.
    """

    def __init__(self, law: Law, code: str, shared: Scene, reading: Reading, view: View | None = None) -> None:
        self.law = law
        self.code = code
        self.state = law.states.get(code)
        self.scene = shared
        self.view = view
        self.reading = reading
        self.treaty = ""
        self.where = ""
        self.presence_may_come = False
        self.time = shared.offence
        self._cells: dict[str, Step] = {}

    # What the case itself says.

    @property
    def act(self) -> str:
        return self.scene.act

    @property
    def depiction(self) -> str | None:
        return self.scene.depiction

    @property
    def child_age(self) -> Ages | None:
        return self.scene.child_age

    @property
    def child_age_on_decision(self) -> Ages | None:
        return self.scene.child_age_on_decision

    @property
    def offender_age(self) -> Ages | None:
        return self.scene.offender_age

    @property
    def given(self) -> frozenset[str]:
        return self.scene.given

    def fact(self, word: str) -> Step:
        truth = self.view.fact(word) if self.view is not None else getattr(self.scene, word)
        if self.presence_may_come and word in _PRESENCE and truth != YES:
            return Step(YES, word, facts=ASKS_FOR[word], to_meet=True)
        return Step(truth, word, facts=ASKS_FOR[word])

    def offence_from(self, day: date) -> Truth:
        turn = self.law.time_of(day)
        first, last = self.scene.offence
        return YES if first >= turn else NO if last < turn else UNKNOWN

    # What the State's cells say.

    def own_cell(self, name: str) -> Step:
        """Whether a cell of the State's law is a yes at the time of the offence."""
        if name not in self._cells:
            self._cells[name] = self._read(f"{self.code}.law.{name}", self._cell(name), "cell")
        return self._cells[name]

    def own_cell_on_decision(self, name: str) -> Step:
        """The same on the day of the decision."""
        before, self.time = self.time, (self.scene.decision, self.scene.decision)
        try:
            return self._read(f"{self.code}.law.{name}", self._cell(name), "cell")
        finally:
            self.time = before

    def _cell(self, name: str) -> Cell | None:
        return self.state.law.get(name) if self.state is not None else None

    def own_number(self, name: str) -> tuple[int | None, Step]:
        """An age that the State has set, with the step that it stands in."""
        ident = f"{self.code}.law.{name}"
        found = held(self._cell(name), self.time, self.law, self.reading)
        if found.claim is not None and isinstance(found.claim.value, int):
            return found.claim.value, Step(YES, "cell", name, cells=(ident,))
        return None, Step(UNKNOWN, "cell", name, cells=(ident,), why=found.why or "no_number")

    def reserved(self, key: str) -> Step:
        cell = self.state.reservations.get(key) if self.state else None
        return self._read(f"{self.code}.reservations.{key}", cell, "reserved", key)

    def condition_for(self, name: str, ground: str) -> Step:
        """What a cell asks besides for one ground; unknown when nobody wrote it down."""
        ident = f"{self.code}.law.{name}"
        found = held(self._cell(name), self.time, self.law, self.reading)
        claim = found.claim
        if claim is None or (claim.value == "conditional" and claim.when_for is None):
            return Step(UNKNOWN, "cell", name, cells=(ident,), why=found.why or "unwritten")
        wanted = dict(claim.when_for or ()).get(ground)
        if wanted is None:
            return Step(YES, "nothing_besides", name, cells=(ident,))
        return all_of([self._within(ident, wanted)], "condition", name, cells=(ident,))

    def _read(self, ident: str, cell: Cell | None, word: str, value: object = None) -> Step:
        value = value or ident.rpartition(".law.")[2]
        found = held(cell, self.time, self.law, self.reading)
        claim = found.claim
        if claim is None:
            return Step(UNKNOWN, word, value, cells=(ident,), why=found.why)
        if claim.value == "conditional":
            if claim.when is None:
                return Step(UNKNOWN, word, value, cells=(ident,), why="unwritten")
            step = self._within(ident, claim.when)
            return Step(step.truth, word, value, cells=(ident,), parts=(step,))
        if claim.value == "yes" and claim.when is not None:
            step = self._within(ident, claim.when)
            return Step(step.truth, word, value, cells=(ident,), parts=(step,))
        return Step(of(claim.value not in ("no", "not_applicable")), word, value, cells=(ident,))

    def _within(self, ident: str, expression: Expression) -> Step:
        before, self.where = self.where, ident
        try:
            return evaluate(expression, self)
        finally:
            self.where = before

    def party_to(self, treaty: str) -> Step:
        return binding.in_force(self.law, treaty, self.code, self.time, self.reading)

    def penalty(self, word: str, years: int) -> Step:
        """Whether the penalty that fits the act is so high; unknown when none is known to fit."""
        compare = _COMPARED[word]
        rows = {} if self.state is None else {n: c for n, c in self.state.law.items() if n.startswith(_PENALTY)}
        steps = []
        for name, cell in rows.items():
            ident = f"{self.code}.law.{name}"
            found = held(cell, self.time, self.law, self.reading)
            if found.claim is None or not isinstance(found.claim.value, tuple):
                steps.append((UNKNOWN, Step(UNKNOWN, "penalty", name, cells=(ident,), why=found.why)))
                continue
            applies = self._within(ident, found.claim.when) if found.claim.when else Step(YES, "always")
            if applies.truth == NO:
                continue
            enough = of(compare(*found.claim.value, years))
            truth = enough if applies.truth == YES else UNKNOWN
            steps.append((truth, Step(truth, "penalty", found.claim.value, cells=(ident,), parts=(applies,))))
        truths = {truth for truth, _step in steps}
        if len(truths) == 1:
            return Step(truths.pop(), word, years, parts=tuple(step for _truth, step in steps))
        if not steps:
            return Step(UNKNOWN, word, years, cells=(f"{self.code}.law.{_PENALTY}{self.act}",), why="absent")
        return Step(UNKNOWN, word, years, parts=tuple(step for _truth, step in steps))

    # What follows from both.

    def worked_out(self, word: str) -> Step:
        if word == "punishable_at_locus":
            return self.punishable_at_locus()
        if word == "treaty_offence":
            return binding.treaty_offence(self)
        if word == "exempt_close_in_age":
            return self._exempt()
        return self._asked_by_party(word)

    def _exempt(self) -> Step:
        furthest = self.law.acts.close_in_age_never_reaches
        gap = age_gap(self)
        if gap is not None and gap.least >= furthest:
            return Step(NO, "exempt_close_in_age", furthest, facts=("child.age", "offender.age"), why="premise")
        step = self.own_cell("close_in_age")
        return Step(step.truth, "exempt_close_in_age", parts=(step,))

    def punishable(self) -> Step:
        """Whether this State's own law punishes the act."""
        act = self.law.acts.by_code[self.act]
        before, self.where = self.where, f"acts.{act.code}"
        try:
            step = evaluate(act.punishable, self)
        finally:
            self.where = before
        return Step(step.truth, "punishable", (self.act, self.code), parts=(step,))

    def punishable_at_locus(self) -> Step:
        places = self.scene.conduct
        parts = []
        for code in sorted(places.states - {HIGH_SEAS}):
            there = self if code == self.code else LawOf(self.law, code, self.scene, self.reading)
            parts.append(there.punishable())
        if places.more:
            parts.append(Step(UNKNOWN, "place_unknown", facts=("places.conduct",)))
        if not parts:
            parts.append(Step(UNKNOWN, "place_of_no_state", facts=("places.conduct",)))
        return any_of(parts, "punishable_at_locus")

    def _asked_by_party(self, word: str) -> Step:
        """Whether a Party of the treaty that is read asked for the offender, or was refused because of nationality."""
        asked = self.view.asked if self.view is not None else None
        if asked is None:
            return Step(UNKNOWN, word, facts=("extradition",))
        parts = []
        now = (self.scene.decision, self.scene.decision)
        for one in asked:
            truth = one.requested if word == "extradition_requested_by_party" else one.refused_for_nationality
            if truth == NO:
                continue
            request = Step(truth, word, one.asking, facts=("extradition",))
            if self.treaty:
                other = binding.in_force(self.law, self.treaty, one.asking, now, self.reading)
                parts.append(all_of((request, other)))
            else:
                parts.append(request)
        return any_of(parts, word) if parts else Step(NO, word, facts=("extradition",))

"""Cases that differ in one fact from the case before: what is kept of one must not be given to the next."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.facts import Ages, Case, Extradition, FactsContradict, Person, Places, Proceedings, check
from besa.core.jurisdiction.former import resolved
from besa.core.jurisdiction.law.library import Law

Asked = tuple[Case, date, Reading]
_LAST: Final = date(2026, 11, 22)
_STRANGE: Final = ("ph", "uk")  # a State of which we hold no law, and one by another of its codes
_GONE: Final = ("yu", "cs", "dd")
_PLACES: Final = ("conduct", "effect", "access", "server", "ship", "aircraft", "company")
_OF_PERSONS: Final = ("nationality", "residence", "present_in", "travelled_from")
_MEANS: Final = (
    "by_computer", "for_distribution", "for_exploitation", "for_payment", "material_acts_to_meet", "organised_group",
)  # fmt: skip
# Around every age that a law may name.
_AGES: Final = (0, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 25, 40)


class Neighbours:
    """A walk through cases, and through days and readings. All that happens is drawn from `draw`."""

    def __init__(self, draw: random.Random, law: Law) -> None:
        self.draw = draw
        self.law = law
        self._words = sorted(
            {part.value for _where, one in law.expressions() for part in one.every() if part.word in _GIVEN}
        )

    def walk(self, steps: int) -> Iterator[Asked]:
        """So many cases, one after the other, each without contradictions."""
        known = Places.known
        here = known(*self.draw.sample(tuple(self.law.states), 2))
        case = Case(
            acts=(self.draw.choice(tuple(self.law.acts.by_code)),),
            conduct=here, effect=known(), access=known(), server=known(), ship=known(), aircraft=known(),
            company=known(), uncontrolled=known(), barred=known(), punished=known(), extradition=(), proceedings=(),
            offender=Person(here, here, known(min(here.states)), age=Ages(30, 30), travelled_from=known()),
            child=Person(here, here, age=Ages(14, 14)),
        )  # fmt: skip
        now: Asked = (case, _LAST, Reading())
        found = 0
        while found < steps:
            after = self._change(now)
            try:
                check(resolved(after[0], self.law.former), after[1])
            except FactsContradict:
                continue
            now = after
            found += 1
            yield now

    def _change(self, asked: Asked) -> Asked:
        case, decided, reading = asked
        what = self.draw.choice(_CHANGES)
        if what is Neighbours._decided:
            return case, self._day(), reading
        if what is Neighbours._reading:
            return case, decided, Reading(recalled=self.draw.random() < 0.5, undated=self.draw.random() < 0.5)
        return what(self, case), decided, reading

    def _decided(self, case: Case) -> Case:
        return case

    def _reading(self, case: Case) -> Case:
        return case

    def _day(self) -> date:
        """A day on which something turns, or the day before it."""
        return min(self.draw.choice(self.law.turns) - timedelta(days=self.draw.choice((0, 0, 1))), _LAST)

    def _some(self) -> Places:
        codes = frozenset(self.draw.choices((*self.law.states, *_STRANGE), k=self.draw.choice((0, 1, 1, 2, 3))))
        if self.draw.random() < 0.1:
            codes |= {self.draw.choice(_GONE)}
        return Places(codes, self.draw.random() < 0.25)

    def _act(self, case: Case) -> Case:
        return replace(case, acts=tuple(self.draw.sample(tuple(self.law.acts.by_code), self.draw.choice((1, 1, 2)))))

    def _days(self, case: Case) -> Case:
        first, last = sorted((self._day(), self._day()))
        known = self.draw.choice(((first, last), (last, last), (first, None), (None, last), (None, None)))
        return replace(case, first_day=known[0], last_day=known[1])

    def _place(self, case: Case) -> Case:
        return replace(case, **{self.draw.choice(_PLACES): self._some()})  # type: ignore[arg-type]

    def _on_land(self, case: Case) -> Case:
        there = self.draw.choice((Places.known(), Places(), Places.known(*(case.conduct.states - {"high_seas"}))))
        return replace(case, **{self.draw.choice(("uncontrolled", "barred")): there})  # type: ignore[arg-type]

    def _at_sea(self, case: Case) -> Case:
        return replace(case, conduct=Places.known("high_seas", *self.draw.sample(tuple(self.law.states), 1)))

    def _person(self, case: Case) -> Case:
        who = self.draw.choice(("offender", "offender", "child"))
        return self._of(case, who, self.draw.choice(_OF_PERSONS[: 2 if who == "child" else 4]), self._some())

    def _age(self, case: Case) -> Case:
        one, other = self.draw.choice(_AGES), self.draw.choice(_AGES)
        age = self.draw.choice((None, Ages(one, one), Ages(one, one), Ages(min(one, other), max(one, other))))
        return self._of(case, self.draw.choice(("offender", "child")), "age", age)

    def _born(self, case: Case) -> Case:
        born = self.draw.choice((None, self._day()))
        return self._of(self._of(case, "child", "age", None), "child", "born", born)

    def _freely(self, case: Case) -> Case:
        return self._of(case, "offender", "came_freely", self.draw.choice((None, True, False)))

    def _mean(self, case: Case) -> Case:
        return replace(case, **{self.draw.choice(_MEANS): self.draw.choice((None, True, False))})

    def _shown(self, case: Case) -> Case:
        return replace(case, material=self.draw.choice((None, "real", "self_made", "appears", "simulated")))

    def _part(self, case: Case) -> Case:
        stage, role = self.draw.choice((None, "completed", "attempted")), self.draw.choice((None, "offender", "aider"))
        return replace(case, stage=stage, role=role)

    def _request(self, case: Case) -> Case:
        asked, asking = self.draw.sample((*self.law.states, _STRANGE[0]), 2)
        outcome = self.draw.choice(("granted", "refused", "refused", "pending"))
        reason = self.draw.choice((None, "nationality", "other")) if outcome == "refused" else None
        one = Extradition(
            asked, asking, True if outcome == "granted" else self.draw.choice((None, True)), outcome, reason
        )
        return replace(case, extradition=self.draw.choice((None, (), (one,), (one,))))

    def _judged(self, case: Case) -> Case:
        one = Proceedings(self.draw.choice(tuple(self.law.states)), self.draw.choice(("final_judgment", "pending")))
        return replace(case, proceedings=self.draw.choice((None, (), (one,))))

    def _given(self, case: Case) -> Case:
        return replace(case, given=frozenset(self.draw.sample(self._words, self.draw.choice((0, 2, len(self._words))))))

    def _of(self, case: Case, who: str, what: str, value: Any) -> Case:
        return replace(case, **{who: replace(getattr(case, who), **{what: value})})  # type: ignore[arg-type]


_GIVEN: Final = ("authorised_by", "complaint_by", "without")
_CHANGES: Final[tuple[Callable[[Neighbours, Case], Case], ...]] = (
    *[Neighbours._act, Neighbours._days, Neighbours._place, Neighbours._person, Neighbours._age] * 3,
    *[Neighbours._decided, Neighbours._reading, Neighbours._on_land, Neighbours._at_sea, Neighbours._born],
    *[Neighbours._freely, Neighbours._mean, Neighbours._mean, Neighbours._shown, Neighbours._part],
    *[Neighbours._request, Neighbours._judged, Neighbours._given],
)

"""Ask the law: the answer to a case as of today, and which version of the law gave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from besa.core.jurisdiction import Answer, CaseFile, Law, Truth, assess, telling
from besa.core.jurisdiction.facts import states_named
from besa.node.law import queries

# So many States can be read one after the other, whether the case names them or not.
FEW: Final = 6


@dataclass(frozen=True)
class Answered:
    """`version` is that of the law that answered."""

    answer: Answer
    law: Law
    version: str

    @property
    def able(self) -> int:
        return self._count(Truth.YES)

    @property
    def perhaps(self) -> int:
        return self._count(Truth.UNKNOWN)

    @property
    def named(self) -> frozenset[str]:
        """The States that a fact names."""
        case = self.answer.case
        return frozenset(states_named(case))

    @property
    def strangers(self) -> frozenset[str]:
        """States that no fact names and that nothing certain is said of; none, while they are few."""
        certain = {one.state for one in self.answer.states if Truth.YES in (one.can_act, one.must_be_able)}
        found = {one.state for one in self.answer.states} - self.named - certain
        return frozenset(found) if len(found) > FEW else frozenset()

    def _count(self, truth: Truth) -> int:
        best: dict[str, Truth] = {}
        strangers = self.strangers
        for one in self.answer.states:
            # Of a State that nothing ties to the case nobody asks whether it is unknown.
            if telling.speaks(one) and one.state not in strangers:
                best[one.state] = max(best.get(one.state, Truth.NO), one.can_act)
        return sum(found == truth for found in best.values())


def law() -> Law:
    """The law that answers now."""
    return queries.current()


def version() -> str:
    """Tells one state of the law from another."""
    return queries.version()


def answered(described: CaseFile, today: date) -> Answered:
    """What the law says of a case; raises FactsContradict."""
    standing = queries.standing()
    day = described.decided_on or today
    answer = assess(described.case, standing.law, decided_on=day, reading=described.reading)
    return Answered(answer, standing.law, standing.version)

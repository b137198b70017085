"""Ask the law: the answer to a case as of today, and which version of the law gave it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache

from besa.core.jurisdiction import Answer, CaseFile, Law, Truth, assess, current, telling
from besa.core.jurisdiction.law.library import FOLDER


@dataclass(frozen=True)
class Answered:
    """`law` is the version of the law that answered."""

    answer: Answer
    law: Law
    version: str

    @property
    def able(self) -> int:
        return self._count(Truth.YES)

    @property
    def perhaps(self) -> int:
        return self._count(Truth.UNKNOWN)

    def _count(self, truth: Truth) -> int:
        best: dict[str, Truth] = {}
        for one in self.answer.states:
            # Of a State without any tie nobody asks whether it is unknown.
            if telling.speaks(one):
                best[one.state] = max(best.get(one.state, Truth.NO), one.can_act)
        return sum(found == truth for found in best.values())


def law() -> Law:
    """The law that answers now."""
    return current()


@cache
def version() -> str:
    """Tells one state of the law from another."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def answered(described: CaseFile, today: date) -> Answered:
    """What the law says of a case; raises FactsContradict."""
    ours = law()
    day = described.decided_on or today
    return Answered(assess(described.case, ours, decided_on=day, reading=described.reading), ours, version())

"""What the pages of the gap map are given, and how often the own State's list may be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from besa.core.jurisdiction.gaps import Aggregate

# A lawyer reads the list of one law once; more openings only serve to compare many laws with each other.
OF_ONE_PERSON: Final = 3
PERSON_OVER: Final = timedelta(days=1)
OF_THE_NODE: Final = 30
NODE_OVER: Final = timedelta(days=30)
STAYS_OPEN: Final = timedelta(hours=1)

PURPOSES: Final = ("reform", "lookup", "reporting")
SHORTEST: Final = 20
LONGEST: Final = 500


class GapMapProblem(Exception):
    """The own State's list stays shut."""


class NotForYou(GapMapProblem):
    """Whoever asks is no lawyer."""


class QuotaUsed(GapMapProblem):
    """It was opened too often. `again`: when it may be opened again; `of_node`: by everybody together."""

    def __init__(self, again: datetime, *, of_node: bool) -> None:
        super().__init__(again)
        self.again = again
        self.of_node = of_node


class NoPurpose(GapMapProblem):
    """Nothing was said about what it is for."""


class NoMap(GapMapProblem):
    """There is no map of the law as it counts, or none of the own State."""


@dataclass(frozen=True)
class Made:
    """A map that is there; `has_own`: with the list of the own State."""

    version: str
    on: date
    aggregate: Aggregate
    has_own: bool


@dataclass(frozen=True)
class Use:
    """One opening of the own State's list."""

    id: UUID
    staff_id: int
    at: datetime
    purpose: str
    words: str
    version: str

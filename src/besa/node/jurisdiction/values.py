"""The values that cross this room's door: frozen, complete, without rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from besa.core.jurisdiction import CaseFile
from besa.core.sealing import RecordKey

# A person with several cases a day, each with several children and ten questions, stays below it.
NEW_ANSWERS: Final = 40
"""How many first answers to changed facts a person is given in OVER; a reason, which is asked then, gives as many."""
OVER: Final = timedelta(days=1)
FEW_STATES: Final = 6
"""So many States a case names for one answer; each one beyond counts as another answer."""
REASONS: Final = ("urgent", "large", "facts", "learning")
GONE_WITH: Final = "with"
"""Why an assessment or a letter was erased that went with the file or the assessment it belongs to."""
SHORTEST: Final = 10
LONGEST: Final = 500


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody asked to erase it, for a reason of cases' ERASED_FOR."""

    by: int
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """An assessment in a list; nothing in it had to be opened. `case` is the reference of the case it belongs to.

    `changes` counts how often its facts became others. `law`: the version that answered last, `able` and `perhaps`
    what it answered; empty when nobody has looked yet.
    """

    assessment_id: UUID
    reference: str
    desk_id: int
    file_id: UUID | None
    case: str
    opened_by: int
    opened_at: datetime
    changed_at: datetime
    changes: int
    law: str
    able: int
    perhaps: int


@dataclass(frozen=True, kw_only=True)
class Given:
    """Why somebody went on beyond the daily number, while this assessment was open."""

    by: int
    at: datetime
    code: str
    words: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OpenAssessment:
    """An assessment, opened. `report` is the id of the report that facts were taken from, or empty.

    `asked` is set while it waits for a second person to erase it.
    """

    line: Line
    described: CaseFile = field(repr=False)
    report: str
    asked: Asked | None
    reasons: tuple[Given, ...] = field(repr=False)
    key: RecordKey = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How many new answers a person was given in OVER, and may have before a reason is asked (again)."""

    used: int
    allowed: int

    @property
    def left(self) -> int:
        return max(0, self.allowed - self.used)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many new answers one person was given: in a day, in thirty, of how many assessments, the most of one."""

    staff_id: int
    day: int
    month: int
    assessments: int
    most: int
    reasons: int


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A reason as a list shows it; its words are sealed with the assessment."""

    staff_id: int
    at: datetime
    code: str
    assessment_id: UUID
    reference: str

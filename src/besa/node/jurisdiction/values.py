"""The values that cross this room's door: frozen, complete, without rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from besa.core.jurisdiction import CaseFile
from besa.core.sealing import RecordKey


@dataclass(frozen=True, kw_only=True)
class Line:
    """An assessment in a list; nothing in it had to be opened. `case` is the reference of the case it belongs to.

    `law`: the version that answered last, `able` and `perhaps` what it answered; empty when nobody has looked yet.
    """

    assessment_id: UUID
    reference: str
    desk_id: int
    file_id: UUID | None
    case: str
    opened_by: int
    opened_at: datetime
    changed_at: datetime
    law: str
    able: int
    perhaps: int


@dataclass(frozen=True, kw_only=True)
class OpenAssessment:
    """An assessment, opened. `report` is the id of the report that facts were taken from, or empty."""

    line: Line
    described: CaseFile = field(repr=False)
    report: str
    key: RecordKey = field(repr=False)

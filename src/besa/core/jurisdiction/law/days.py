"""Days as they stand in the law's files, and the day a treaty enters into force for a State."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from besa.core.jurisdiction.law.broken import LawBroken

_WRITTEN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def last_day(raw: object, file: str, cell: str) -> date:
    """The last day of a year, a month or a day as written: a source of March speaks of the end of March at least."""
    found = _WRITTEN.fullmatch(str(raw))
    try:
        if found is None:
            raise ValueError
        year, month = int(found[1]), int(found[2] or 12)
        return date(year, month, int(found[3] or calendar.monthrange(year, month)[1]))
    except ValueError as error:
        raise LawBroken(file, cell, "'{value}' is no day: write 2021, 2021-03 or 2021-03-31", value=raw) from error


def exact_day(raw: object, file: str, cell: str) -> date:
    """A day of which year, month and day are known."""
    try:
        if not isinstance(raw, str):
            raise TypeError
        return date.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise LawBroken(file, cell, "'{value}' is no day: write it as 2021-03-31", value=raw) from error


@dataclass(frozen=True, slots=True)
class Enters:
    """How long after consent a treaty binds a State: `days`, or `months`, then perhaps the first of the next month."""

    days: int = 0
    months: int = 0
    first_of_month: bool = False
    at: str = ""

    def after(self, consent: date) -> date:
        if self.days:
            return consent + timedelta(days=self.days)
        month = consent.month - 1 + self.months
        year, month = consent.year + month // 12, month % 12 + 1
        same = date(year, month, min(consent.day, calendar.monthrange(year, month)[1]))
        if not self.first_of_month:
            return same
        return date(year + month // 12, month % 12 + 1, 1)

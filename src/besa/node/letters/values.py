"""What a letter is before it is a document: what was chosen and typed, as frozen values, and as sealed JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

# What a person types or changes as words; the rest (sides, acts, day) comes from the case.
TYPED: Final = (
    "sender", "addressee", "reference", "urgency", "offence_dates", "law_at_home", "summary", "relation", "custodian",
    "need", "conditions", "procedure", "preserved", "contact",
)  # fmt: skip
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of data: `what` is a code of wording.WHATS; times are as typed, `offset` minutes east of UTC."""

    what: str
    value: str
    begins: datetime | None = None
    ends: datetime | None = None
    offset: int = 0
    provider: str = ""

    @property
    def when(self) -> str:
        """The time in UTC, and as it was typed where that differs: 2026-11-20 19:15 (20:15 +01:00)."""
        told = [one for one in (self.begins, self.ends) if one]
        if not told:
            return ""
        east = timedelta(minutes=self.offset)
        utc = " – ".join(f"{one - east:%Y-%m-%d %H:%M}" for one in told)
        return f"{utc} ({' – '.join(f'{one:%Y-%m-%d %H:%M}' for one in told)} {zone(self.offset)})" if east else utc


def zone(offset: int) -> str:
    """Minutes east of UTC as +01:00."""
    hours, minutes = divmod(abs(offset), _MINUTES)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


@dataclass(frozen=True, slots=True)
class Extension:
    """Whoever holds the data keeps them until a later day; `words`: who said so and where it is written."""

    until: date
    words: str
    noted: date


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`kind` names the letter, `instrument` what it is part of; `issuer` and `to` are codes of States.

    `acts` are codes of acts, `places` of States; `said` holds what was typed, by the names in TYPED. `started` is the
    day on which the clock began: the data were preserved, or the letter arrived.
    """

    kind: str
    instrument: str
    issuer: str
    to: str
    languages: tuple[str, ...]
    acts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    reply_by: date | None = None
    started: date | None = None
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """A letter in a list: `draft` is opened for it, as its name and addressee are sealed."""

    letter_id: UUID
    assessment_id: UUID
    made_by: int
    made_at: datetime
    changed_at: datetime
    draft: Draft = field(repr=False)


def to_json(draft: Draft) -> str:
    return json.dumps(asdict(draft), ensure_ascii=False, default=lambda one: one.isoformat())


def from_json(text: str) -> Draft:
    found: dict[str, Any] = json.loads(text)
    for name in ("languages", "acts", "places"):
        found[name] = tuple(found[name])
    found["rows"] = tuple(_row(one) for one in found["rows"])
    found["extensions"] = tuple(
        Extension(date.fromisoformat(one["until"]), one["words"], date.fromisoformat(one["noted"]))
        for one in found["extensions"]
    )
    for name in ("reply_by", "started"):
        found[name] = date.fromisoformat(found[name]) if found[name] else None
    return Draft(**found)


def _row(found: dict[str, Any]) -> Row:
    times = {name: datetime.fromisoformat(found[name]) if found[name] else None for name in ("begins", "ends")}
    return Row(**{**found, **times})

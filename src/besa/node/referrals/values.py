"""The values that cross this room's door: frozen, complete, without rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class SourceView:
    """An institution that refers reports to us. `slug` names it in commands and columns."""

    source_id: int
    slug: str
    name: str
    desk_id: int
    asks_outcome: bool = False


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What a run over a file did so far; `done` = new + duplicate, of which some were quarantined or unreadable."""

    done: int = 0
    new: int = 0
    duplicate: int = 0
    quarantined: int = 0
    unreadable: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            done=self.done + other.done,
            new=self.new + other.new,
            duplicate=self.duplicate + other.duplicate,
            quarantined=self.quarantined + other.quarantined,
            unreadable=self.unreadable + other.unreadable,
        )


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A referral as it had arrived: the bytes, and the format that reads them."""

    report_id: UUID
    reference: str
    format: str
    raw: bytes = field(repr=False)

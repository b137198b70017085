"""What is told of links: as far as the reader's desks may know of the other ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.core.linking import Level, Picture, Side, Whose
from besa.core.linking.layout import TableRow


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One thing two reports share. `sort` is its English label.

    `seen`: in about how many reports of the node it stands, as a number of its band (core/linking/explain.about): the
    exact one would tell of reports that the reader may not see.
    """

    token: bytes
    sort: str
    seen: int
    points: int
    ours: tuple[Whose, ...]
    theirs: tuple[Whose, ...]
    counted: bool
    likeness: float | None


@dataclass(frozen=True, kw_only=True)
class LinkView:
    """Why a report belongs together with another.

    Where a wall is between, `other` is None, and no more is told than that there is such a report and at which level:
    one such line for each level, strength 0, side "any", nothing shared. Links that do not join are not announced.
    """

    level: Level
    side: Side
    strength: int
    word: str
    joins: bool
    other: UUID | None
    reference: str
    received_at: datetime | None
    shared: tuple[Shared, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    """What a person decided, and has not taken back. `report`: from whose page; `may_end`: the reader may take it back.

    `token` is the thing that was set aside.
    """

    decision: UUID
    kind: str
    level: Level | None
    side: Side | None
    report: UUID
    others: tuple[UUID, ...]
    token: bytes
    by: int
    at: datetime
    may_end: bool


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A cluster as far as the reader may see it.

    `beyond`: it goes on at desks whose reports the reader may not see. `more`: only what is nearest to the report.
    """

    picture: Picture
    rows: tuple[TableRow, ...]
    reports: tuple[UUID, ...]
    beyond: bool
    more: bool


@dataclass(frozen=True, kw_only=True)
class BundleView:
    """One file, page or text that stands in many reports. `sort` is its English label."""

    token: bytes
    sort: str
    reports: tuple[UUID, ...]

"""Rows of the queue put into the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.node.desk import due, standing, wording
from besa.node.desk.due import Due
from besa.node.desk.standing import Mark
from besa.node.desk.wording import Text, UrgencyWord
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import languages
from besa.node.platform.spans import in_words
from besa.node.referrals import queries as referrals
from besa.node.reports.values import QueueRow

_REASONS = 3  # the most pressing; the report's page has them all


@dataclass(frozen=True, kw_only=True)
class Line:
    """One report as the queue shows it. `claimed` is a name, `mine` whether it is one's own; empty: not shown.

    `source`, `axes` and `klass` (in which class of referrals it is read) are empty for what people reported themselves;
    `waits`: how long its reporter waits for us; `came`: how long ago a referral came in. `above` is filled only where
    somebody asks why a line stands above the next.
    """

    report_id: UUID
    reference: str
    urgency: UrgencyWord
    reasons: tuple[str, ...]
    more_reasons: int
    waits: str
    came: str
    clocks: tuple[Due, ...]
    unread: bool
    state: str
    state_word: Text
    claimed: str
    mine: bool
    can_claim: bool
    language: str
    language_tag: str
    door: Text
    age: str
    where: str
    files: int
    desk: str
    outcome: str
    received_at: datetime
    source: str
    axes: tuple[Mark, ...]
    klass: str
    above: str

    @property
    def owed(self) -> bool:
        """Whether we owe something: an answer, an outcome, or that somebody takes it."""
        return any(due.ours for due in self.clocks)

    @property
    def late(self) -> bool:
        return any(due.ours and due.state == "broken" for due in self.clocks)


def lines(
    rows: Iterable[QueueRow], *, keyring: Keyring, now: datetime, say_why_above: bool = False
) -> tuple[Line, ...]:
    """The rows in words; three queries for the names, however many rows."""
    rows = tuple(rows)
    names = people.staff_names({row.claimed_by for row in rows if row.claimed_by})
    desks = people.desk_names({row.desk_id for row in rows}) if len(keyring.desk_ids) > 1 else {}
    sources = source_names() if any(row.source != standing.PUBLIC for row in rows) else {}
    above = standing.reasons_above(rows) if say_why_above else {}
    return tuple(
        line(
            row,
            names=names,
            desks=desks,
            keyring=keyring,
            now=now,
            sources=sources,
            above=above.get(row.report_id, ""),
        )
        for row in rows
    )


def source_names() -> dict[str, str]:
    """Institutions that refer reports to us, by the short name that stands in a report's row."""
    return {source.slug: source.name for source in referrals.sources()}


def line(
    row: QueueRow,
    *,
    names: Mapping[int, str],
    desks: Mapping[int, str],
    keyring: Keyring,
    now: datetime,
    sources: Mapping[str, str],
    above: str = "",
) -> Line:
    """One row in words."""
    referred = row.source != standing.PUBLIC
    return Line(
        report_id=row.report_id,
        reference=row.reference,
        urgency=wording.urgency(row.urgency),
        reasons=tuple(wording.reason(rule) for rule in row.reasons[:_REASONS]),
        more_reasons=max(0, len(row.reasons) - _REASONS),
        waits=in_words(now - row.waiting_since) if row.waiting_since else "",
        came=in_words(now - row.received_at) if referred else "",
        clocks=due.of_row(row, now),
        unread=row.unread,
        state=row.state,
        state_word=wording.STATES.get(row.state, row.state),
        claimed=names.get(row.claimed_by or 0, ""),
        mine=row.claimed_by == keyring.staff_id,
        can_claim=row.claimed_by is None and row.state in ("new", "reopened"),
        language=wording.language(row.language),
        language_tag=languages.html_tag(row.language),
        door=wording.DOORS.get(row.door, row.door),
        age=wording.label("age_bands", row.age_band),
        where=wording.label("where", row.where),
        files=row.files,
        desk=desks.get(row.desk_id, ""),
        outcome=wording.label("outcomes", row.outcome),
        received_at=row.received_at,
        source="" if row.source == standing.PUBLIC else sources.get(row.source, row.source),
        axes=standing.marks(row),
        klass=standing.class_word(row),
        above=above,
    )

"""The values that cross this room's door: frozen, complete, without rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from besa.core.linking import Imprint
from besa.core.sealing import RecordKey


@dataclass(frozen=True, kw_only=True)
class ContactRule:
    """How the reporter may safely be reached, in the reporter's words; all may be empty."""

    how: str = ""
    when: str = ""
    avoid: str = ""


@dataclass(frozen=True, kw_only=True)
class SealedUpload:
    """A file that lies sealed on disk as `storage.path(file_id)`; `key` opens it, `size` is of the plaintext."""

    file_id: UUID
    key: bytes = field(repr=False)
    name: str
    media_type: str
    size: int
    sealed_size: int


@dataclass(frozen=True, kw_only=True)
class ReportValues:
    """What a reporter tells us. Codes are those of core/casework/lists; texts are as typed and may be empty."""

    door: str
    language: str
    story: str
    contacts: str = ""
    where: str = "unknown"
    where_other: str = ""
    when: str = "unknown"
    who: str = "unknown"
    age_band: str = "unknown"
    ongoing: str = "unknown"
    before: str = "unknown"
    contact_rule: ContactRule = ContactRule()
    files: tuple[SealedUpload, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReferredIn:
    """One report from an institution, read and judged. `submission` (16 bytes) names the item it was read from.

    `rank` orders those of equal urgency, lowest first. `kept_until`: the provider keeps what it reported at least
    until then; None if nobody knows.
    """

    values: ReportValues
    source: str
    submission: bytes
    urgency: int
    reasons: tuple[str, ...]
    ruleset: str
    imprint: Imprint
    rank: int = 0
    axes: Levels | None = None
    kept_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Levels:
    """Where a referral stands on the four axes, 0 to 4 each."""

    danger: int
    actionability: int
    decay: int
    novelty: int


@dataclass(frozen=True, kw_only=True)
class ReferredReport:
    """A referred report that is now here, with its record key for whoever keeps more about it in this transaction."""

    report_id: UUID
    reference: str
    submission: bytes
    key: RecordKey = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Received:
    """The acknowledgement: it exists only after the report is committed. `entry` names its ledger entry."""

    report_id: UUID
    reference: str
    received_at: datetime
    answer_due: datetime
    entry: str


@dataclass(frozen=True, kw_only=True)
class ReporterHandle:
    """What a code opens: one report's conversation."""

    report_id: UUID
    conversation_key: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class FileView:
    file_id: UUID
    name: str
    media_type: str
    size: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """One message, opened. `author` is a staff id, None for the reporter."""

    message_id: UUID
    side: str
    author: int | None
    at: datetime
    read_at: datetime | None
    text: str
    files: tuple[FileView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the reporter told us first, opened."""

    story: str
    contacts: str
    where_other: str
    contact_rule: ContactRule


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What the reporter sees in the mailbox."""

    report_id: UUID
    reference: str
    state: str
    outcome: str
    received_at: datetime
    answer_due: datetime | None
    read_by_desk: bool
    told: Told
    files: tuple[FileView, ...]
    messages: tuple[MessageView, ...]
    fresh: frozenset[UUID]
    entry: str


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One line of the queue; nothing in it had to be opened."""

    report_id: UUID
    reference: str
    desk_id: int
    state: str
    urgency: int
    reasons: tuple[str, ...]
    received_at: datetime
    waiting_since: datetime | None
    answer_due: datetime | None
    take_due: datetime | None
    kept_until: datetime | None
    unread: bool
    claimed_by: int | None
    door: str
    language: str
    age_band: str
    where: str
    ongoing: str
    files: int
    outcome: str
    changed_at: datetime
    source: str
    danger: int | None
    actionability: int | None
    decay: int | None
    novelty: int | None
    rank: int


@dataclass(frozen=True, kw_only=True)
class QueueFilter:
    """What the queue shows. Empty means everything the keyring's desks may see that is not closed or erased."""

    desk: int | None = None
    states: tuple[str, ...] = ()
    urgency: int | None = None
    reason: str = ""
    language: str = ""
    claimed: str = ""  # mine, nobody, or empty
    unread: bool = False
    overdue: bool = False
    kept_before: datetime | None = None  # the provider keeps it no longer than until then
    order: str = "urgency"  # urgency, newest, due, kept
    source: str = ""  # as in the column; "public" for what people reported themselves
    danger: int = 0  # each axis from this level up; 0 asks nothing of it
    actionability: int = 0
    decay: int = 0
    novelty: int = 0


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    rows: tuple[QueueRow, ...]
    total: int  # counted up to COUNT_LIMIT
    page: int
    pages: int
    counted_all: bool


@dataclass(frozen=True, kw_only=True)
class NoteView:
    author: int
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class StepView:
    at: datetime
    by: int | None
    act: str
    before: str
    after: str
    to: int | None
    outcome: str


@dataclass(frozen=True, kw_only=True)
class LabelView:
    code: str
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReferralOutView:
    at: datetime
    by: int
    authority: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AssessmentView:
    at: datetime
    by: int | None
    urgency: int
    reasons: tuple[str, ...]
    ruleset: str


@dataclass(frozen=True, kw_only=True)
class OpenReport:
    """A report as the desk reads it, opened."""

    row: QueueRow
    who: str
    when: str
    before: str
    told: Told
    files: tuple[FileView, ...]
    messages: tuple[MessageView, ...]
    notes: tuple[NoteView, ...]
    labels: tuple[LabelView, ...]
    steps: tuple[StepView, ...]
    referrals_out: tuple[ReferralOutView, ...]
    assessments: tuple[AssessmentView, ...]
    first_read_at: datetime | None
    first_taken_at: datetime | None
    first_answered_at: datetime | None
    closed_at: datetime | None
    source_told_at: datetime | None
    has_reporter: bool  # somebody can still read an answer with a code
    key: RecordKey = field(repr=False)

"""Tables of the sealed report. What is in clear is only what the queue and the counts need; see docs/adr/0004.

Sealed columns are named `sealed_*`: AES-256-GCM under one half of the report's record key. Nobody but this room touches
these tables.
"""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.db.models.functions import Coalesce, Least
from django.db.models.lookups import IsNull

from besa.core.casework import State

# Open means neither closed nor erased. Said without parameters, so that SQLite can match it with its partial indexes.
OPEN = models.Q(closed_at__isnull=True, erased_at__isnull=True)
NOBODY_WAITS = IsNull(models.F("waiting_since"), True)  # noqa: FBT003 - Django's signature
# The first thing we owe. Written so that it is the same in SQLite, whose MIN of something and nothing is nothing.
OWED = Coalesce(Least("take_due", "answer_due"), "take_due", "answer_due")
NOTHING_OWED = IsNull(OWED, True)  # noqa: FBT003

PUBLIC: Final = "public"
"""The source of what people report themselves; any other is an institution that refers."""


class Report(models.Model):
    """What came in, from anyone. One row per report; erasing it leaves the row as a tombstone without content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=9, unique=True)  # what people say aloud: K7M2-9QXP
    submission = models.BinaryField(max_length=16, unique=True, null=True)  # the same draft sent twice is one report

    # How it came in: codes of core/casework/lists, never words of the reporter.
    source = models.CharField(max_length=20, default=PUBLIC)
    received_at = models.DateTimeField()
    door = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    who = models.CharField(max_length=20)
    age_band = models.CharField(max_length=20)
    where = models.CharField(max_length=20)
    when = models.CharField(max_length=20)
    ongoing = models.CharField(max_length=20)
    before = models.CharField(max_length=20)
    files = models.PositiveSmallIntegerField(default=0)

    # Where it stands.
    # No index of their own for desk and claimed_by: the planner would take it in place of one in the queue's order.
    desk = models.ForeignKey("people.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, default=State.NEW)
    claimed_by = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    urgency = models.PositiveSmallIntegerField()
    rank = models.PositiveIntegerField(default=0)  # order among equal urgency, lowest first; see ranks.py
    danger = models.PositiveSmallIntegerField(null=True)  # the four axes of a referral, 0 to 4
    actionability = models.PositiveSmallIntegerField(null=True)
    decay = models.PositiveSmallIntegerField(null=True)
    novelty = models.PositiveSmallIntegerField(null=True)
    reasons = models.JSONField(default=list)  # rule ids, most pressing first
    unread = models.BooleanField(default=True)  # something of the reporter's that no one at the desk has read
    unread_by_reporter = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, blank=True)

    # Clocks.
    waiting_since = models.DateTimeField(null=True)  # the reporter waits for us since; null: nothing owed
    answer_due = models.DateTimeField(null=True)  # to the reporter; to a source that asked: the outcome
    take_due = models.DateTimeField(null=True)  # until when somebody takes a referral; null: taken, or no referral
    kept_until = models.DateTimeField(null=True)  # the provider keeps what it reported, at least until then
    first_read_at = models.DateTimeField(null=True)
    first_taken_at = models.DateTimeField(null=True)
    first_answered_at = models.DateTimeField(null=True)
    assessed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    source_told_at = models.DateTimeField(null=True)  # the source of a closed referral heard what became of it
    erased_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    linked = models.BooleanField(default=False)  # whether links to other reports were looked for
    ledger_entry = models.CharField(max_length=64, blank=True)  # the arrival's entry, for the proof of reporting
    sealed_told = models.BinaryField(default=b"")  # every answer of the reporter; conversation key

    class Meta:
        indexes = [
            # The queue's orders, one index per way it is looked at; `id` last makes each order total for paging. SQLite
            # cannot sort "nulls last" by an index, so whether nobody waits is a column of its own.
            models.Index(
                "desk",
                models.F("urgency").desc(),
                "rank",
                NOBODY_WAITS,
                "waiting_since",
                "received_at",
                "id",
                # Filters by axis and source are answered from the index alone.
                "novelty",
                "danger",
                "actionability",
                "decay",
                "source",
                name="queue_open",
                condition=OPEN,
            ),
            models.Index(
                "desk",
                NOTHING_OWED,
                OWED,
                models.F("urgency").desc(),
                "id",
                name="queue_due",
                condition=OPEN,
            ),
            models.Index(
                "desk",
                "state",
                models.F("urgency").desc(),
                "rank",
                NOBODY_WAITS,
                "waiting_since",
                "received_at",
                "id",
                name="queue_state",
            ),
            models.Index(
                "desk",
                models.F("urgency").desc(),
                "rank",
                NOBODY_WAITS,
                "waiting_since",
                "received_at",
                "id",
                name="queue_unread",
                condition=OPEN & models.Q(unread=True),
            ),
            models.Index(fields=["received_at", "id"], name="not_linked", condition=models.Q(linked=False)),
            models.Index(fields=["desk", "-changed_at", "id"], name="queue_recent", condition=OPEN),
            models.Index(
                fields=["claimed_by", "desk"], name="queue_mine", condition=OPEN & models.Q(claimed_by__isnull=False)
            ),
            models.Index(fields=["answer_due"], name="answer_due", condition=models.Q(answer_due__isnull=False)),
            models.Index(fields=["take_due"], name="take_due", condition=models.Q(take_due__isnull=False)),
            models.Index(
                fields=["desk", "kept_until", "id"],
                name="queue_kept",
                condition=OPEN & models.Q(kept_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def referred(self) -> bool:
        return self.source != PUBLIC


class Access(models.Model):
    """The record key, sealed to a desk."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="accesses")
    desk = models.ForeignKey("people.Desk", on_delete=models.PROTECT, related_name="+")
    desk_key = models.ForeignKey("people.DeskKey", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "desk"], name="one_access_per_desk")]
        indexes = [models.Index(fields=["desk_key", "report"], name="access_by_key")]

    def __str__(self) -> str:
        return f"{self.report_id} for desk {self.desk_id}"


class ReporterAccess(models.Model):
    """The conversation key, sealed to whoever knows the report code."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="reporter_access")
    lookup = models.BinaryField(max_length=16, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.report_id)


class Message(models.Model):
    """One message of the conversation between reporter and desk; conversation key."""

    class Side(models.TextChoices):
        REPORTER = "reporter"
        DESK = "desk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=10, choices=Side.choices)
    author = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)  # by the other side
    submission = models.BinaryField(max_length=16, unique=True, null=True)
    sealed_text = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["report", "at"], name="message_order")]

    def __str__(self) -> str:
        return str(self.id)


class Note(models.Model):
    """What the desk writes for itself; desk key, so no report code ever opens it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sealed_text = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class Attachment(models.Model):
    """A file, sealed under a key of its own as it arrived; `sealed_about` (conversation key) holds it and its name."""

    id = models.UUIDField(primary_key=True, editable=False)  # names the sealed file on disk
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attachments")
    at = models.DateTimeField()
    sealed_size = models.BigIntegerField()
    sealed_about = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class Sighting(models.Model):
    """An identifier seen in a report, as its blind-index token.

    `sort` says what sort of thing it is and `role` whose it is there, as numbers of core/linking; 0 and 5 (mentioned)
    where it stood in a text.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sightings")
    token = models.BinaryField(max_length=16)
    sort = models.PositiveSmallIntegerField(default=0)
    role = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "report", "sort", "role"], name="one_sighting_per_report")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {bytes(self.token).hex()}"


class Sketch(models.Model):
    """A keyed signature of one of a report's longer texts: tells near-identical texts, and nothing of their words."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sketches")
    signature = models.BinaryField()

    def __str__(self) -> str:
        return str(self.report_id)


class Assessment(models.Model):
    """A judgement with reasons: by the rules at arrival (`by` is null) or by a person."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="assessments")
    by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    urgency = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    ruleset = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.report_id} urgency {self.urgency}"


class Label(models.Model):
    """A classification label on a report; taken off by filling `ended_at`, never deleted."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="labels")
    code = models.CharField(max_length=40)
    list_version = models.CharField(max_length=20)
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class Step(models.Model):
    """One move in the report's life; the clocks of every figure are read from here."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20)
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    to = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["report", "at"], name="step_order")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.act}"


class ReferralOut(models.Model):
    """A record that the desk passed a report on to a competent body (no transmission yet); reason sealed, desk key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="referrals_out")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=60)
    sealed_reason = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.report_id} to {self.authority}"

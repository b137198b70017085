"""Tables of the desk: what somebody began to write, the views they keep, their searches, what they did in batches."""

from __future__ import annotations

import uuid

from django.db import models


class Draft(models.Model):
    """What one colleague typed on one report's page and did not send; sealed under the desk half of the report's key.

    No foreign key to the report: erasing a report destroys its key, and with it every draft, in every backup too.
    """

    staff = models.ForeignKey("people.Staff", on_delete=models.CASCADE, related_name="+")
    report_id = models.UUIDField(db_index=True)
    changed_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "report_id"], name="one_draft_per_report")]

    def __str__(self) -> str:
        return f"{self.report_id} by {self.staff_id}"


class SavedView(models.Model):
    """A filter of the queue under a name; `query` holds codes only, as in the queue's address."""

    staff = models.ForeignKey("people.Staff", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="one_view_per_name")]

    def __str__(self) -> str:
        return self.name


class Search(models.Model):
    """A search across reports: who, when, for what purpose, how far. Its ledger entry vouches for this row.

    What was searched for is sealed to the searcher and forgotten after a day; `fingerprint` (a keyed digest) stays, so
    that an auditor can tell whether two searches were for the same thing, but not for what.
    """

    class Kind(models.TextChoices):
        TEXT = "text"
        IDENTIFIER = "identifier"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    purpose = models.CharField(max_length=20)
    fingerprint = models.BinaryField(max_length=16)
    ledger_entry = models.CharField(max_length=64)
    desks = models.ManyToManyField("people.Desk", related_name="+")  # whose reports it could reach
    wrapped_key = models.BinaryField(default=b"")
    sealed_words = models.BinaryField(default=b"")

    class Meta:
        indexes = [
            models.Index(fields=["staff", "at"], name="searches_of"),
            models.Index(fields=["-at", "id"], name="searches_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Batch(models.Model):
    """One decision for many reports, in codes. Each report is done alone; this row says which were meant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    token = models.BinaryField(max_length=16)  # what the reports share, blind
    begun_at = models.DateTimeField()
    labels = models.JSONField(default=list)
    urgency = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class BatchLine(models.Model):
    """One report of a batch: waiting, done, or left as it was and why (a code)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        SKIPPED = "skipped"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    report = models.UUIDField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "report"], name="one_line_per_report")]

    def __str__(self) -> str:
        return f"{self.report} {self.state}"

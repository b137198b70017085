"""Tables of the ground floor: jobs, and the ledger's entries, tiles and checkpoints."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """Work promised in a transaction; deleted when done."""

    kind = models.CharField(max_length=60)
    ids = models.JSONField(default=dict)
    due = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    failed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["failed", "due"], name="job_due")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

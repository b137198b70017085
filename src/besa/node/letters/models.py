"""Table of letters: drafts to an authority of another side, sealed under the key of their assessment."""

from __future__ import annotations

import uuid

from django.db import models


class Letter(models.Model):
    """In clear stands only when somebody worked on it, not to whom it goes or what it asks. Erased, its row stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey("jurisdiction.Assessment", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    erased_for = models.CharField(max_length=10, blank=True)
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["assessment", "-changed_at"], name="letters_of_assessment")]

    def __str__(self) -> str:
        return str(self.id)

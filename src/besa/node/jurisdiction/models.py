"""Tables of assessments: what is known of a case across borders, sealed; the answer is worked out when it is looked at.

In clear is only what the list needs: whose it is, when it changed, which law answered last, how many States can act;
and who was given how many answers.
"""

from __future__ import annotations

import uuid

from django.db import models

from besa.node.jurisdiction.gap_map_models import GapMap, GapMapUse

__all__ = ["Access", "Assessment", "Erasing", "GapMap", "GapMapUse", "NewAnswer", "Reason"]


class Assessment(models.Model):
    """One offender, one child, and what happened, as a case file (core/jurisdiction/casefile.py) that is sealed.

    Its key is sealed to a desk (Access), or where it belongs to a file of a case, under the key of that file: whoever
    may open the one opens the other, and nobody else. Erased, its row stays without content.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=10, unique=True)
    desk = models.ForeignKey("people.Desk", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("cases.File", null=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changes = models.PositiveIntegerField(default=0)  # how often its facts became others: tells which answers are new
    law = models.CharField(max_length=64, blank=True)  # the version of the law that answered last; empty: none did
    able = models.PositiveSmallIntegerField(default=0)  # States that can act, by that answer
    perhaps = models.PositiveSmallIntegerField(default=0)  # States of which it is not known
    erased_at = models.DateTimeField(null=True)
    erased_for = models.CharField(max_length=10, blank=True)
    sealed_key = models.BinaryField()  # under the key of `file`; empty without one
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["-changed_at"], name="assessments_changed")]

    def __str__(self) -> str:
        return self.reference


class Access(models.Model):
    """The key of an assessment that belongs to no case, sealed to its desk."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="access")
    desk = models.ForeignKey("people.Desk", on_delete=models.PROTECT, related_name="+")
    desk_key = models.ForeignKey("people.DeskKey", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.assessment_id} for desk {self.desk_id}"


class NewAnswer(models.Model):
    """Facts of an assessment were answered for the first time: to whom, when. Never deleted: the daily number hangs on
    it. Whoever looks at the same answer again makes no row.

    `weight` is more than 1 where the facts name so many States that one answer says what else takes many.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    changes = models.PositiveIntegerField()  # as they stood in the assessment
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "changes"], name="answered_once")]
        indexes = [models.Index(fields=["staff", "at"], name="new_answers_of_staff")]

    def __str__(self) -> str:
        return f"{self.assessment_id}/{self.changes}"


class Reason(models.Model):
    """Somebody went on beyond the daily number of new answers, and said why. Never deleted; erased, its words go.

    `sealed` holds the words, under the key of the assessment that was open.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    code = models.CharField(max_length=10)
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["staff", "at"], name="reasons_of_staff")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.code}"


class Erasing(models.Model):
    """Somebody asked to erase an assessment; a second person agrees, or it is kept and this row goes."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.reason}"

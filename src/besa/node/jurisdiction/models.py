"""Tables of assessments: what is known of a case across borders, sealed; the answer is worked out when it is looked at.

In clear is only what the list needs: whose it is, when it changed, which law answered last, how many States can act.
"""

from __future__ import annotations

import uuid

from django.db import models

from besa.node.jurisdiction.gap_map_models import GapMap, GapMapUse

__all__ = ["Access", "Assessment", "GapMap", "GapMapUse"]


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
    law = models.CharField(max_length=64, blank=True)  # the version of the law that answered last; empty: none did
    able = models.PositiveSmallIntegerField(default=0)  # States that can act, by that answer
    perhaps = models.PositiveSmallIntegerField(default=0)  # States of which it is not known
    erased_at = models.DateTimeField(null=True)
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

"""Tables of the gap map: the map of one version of the law, and who opened the own State's list, when and what for."""

from __future__ import annotations

import uuid

from django.db import models


class GapMap(models.Model):
    """A map that somebody wants, that is being made (`done` of 1000), or that is there.

    `aggregate` names no State. `own` is the list of the node's own State; no other State's list is ever kept.
    """

    version = models.CharField(max_length=16, unique=True)
    wanted_at = models.DateTimeField()
    done = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)  # when the worker that makes it last said so
    made_on = models.DateField(null=True)
    aggregate = models.JSONField(null=True)
    own = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.version} {self.done}"


class GapMapUse(models.Model):
    """The own State's list was opened: by whom, when, what for. Never deleted: quota and answers hang on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    purpose = models.CharField(max_length=20)
    words = models.CharField(max_length=500)
    version = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.purpose}"

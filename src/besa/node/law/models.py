"""Tables of the law as this node changed it: what was proposed, by whom, what was decided; the work list last made."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """What somebody wants a cell to say. Nothing is ever deleted: what is taken back is a change of its own.

    `claims` and `before` are in the form of the law's files. `release` is the digest of what the release said when this
    was proposed: a release that says something else later is no longer overruled, but contradicted. `place` is the
    order in which changes were accepted; `effects` are the answers that came out otherwise then.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cell = models.CharField(max_length=200, db_index=True)
    claims = models.JSONField()
    before = models.JSONField()
    sources = models.JSONField(default=dict)
    release = models.CharField(max_length=64)
    reason = models.TextField()
    proposed_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    place = models.PositiveIntegerField(null=True, unique=True)
    effects = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell"], condition=models.Q(state="proposed"), name="one_open_change")
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.state}"


class WorkList(models.Model):
    """The audit of one version of the law, and which worked cases read which cell: the worker spends seconds on it.

    `readers` is {"cases": [names], "cells": {cell: [places in cases]}}.
    """

    version = models.CharField(max_length=16, unique=True)
    made_on = models.DateField()
    tasks = models.JSONField()
    readers = models.JSONField()

    def __str__(self) -> str:
        return f"{self.version} of {self.made_on}"

"""Tables of referrals: who sends them, each run over a file, and what each report was read from (sealed)."""

from __future__ import annotations

import uuid

from django.db import models


class Source(models.Model):
    """An institution that refers reports to us, and the desk that reads them."""

    slug = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    desk = models.ForeignKey("people.Desk", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    asks_outcome = models.BooleanField(default=False)  # it is promised to hear what becomes of each report

    def __str__(self) -> str:
        return self.slug


class Import(models.Model):
    """One file taken in; `done` items of it are committed, so that a run that stopped goes on from there."""

    class State(models.TextChoices):
        RUNNING = "running"
        STOPPED = "stopped"
        DONE = "done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    file = models.BinaryField(max_length=16)  # keyed digest of the file's bytes: tells the same file again
    format = models.CharField(max_length=40)
    size = models.BigIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    done = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)  # read, with something in it that was not understood
    unreadable = models.PositiveIntegerField(default=0)  # kept whole, understood not at all

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "file"], name="one_import_per_file")]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"


class Referral(models.Model):
    """What one report was read from: the exact bytes, compressed and sealed under the desk's half of the record key."""

    report = models.OneToOneField("reports.Report", on_delete=models.CASCADE, primary_key=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="referrals")
    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="referrals")
    format = models.CharField(max_length=40)
    category = models.CharField(max_length=30, blank=True)
    adds = models.BooleanField(default=False)  # details of files that came after their report
    quarantined = models.PositiveSmallIntegerField(default=0)
    sealed_raw = models.BinaryField()

    def __str__(self) -> str:
        return str(self.report_id)

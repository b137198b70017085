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


class LedgerEntry(models.Model):
    """One mark: who did what to what, and the digest of what it was about; only `sequence` comes later."""

    name = models.CharField(max_length=32, unique=True)  # random; also keeps the leaf hash from being guessed
    sequence = models.BigIntegerField(null=True, unique=True)  # its place in the tree, null until sequenced
    at_ms = models.BigIntegerField()  # UTC milliseconds since 1970
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["object_id", "id"], name="ledger_history"),
            models.Index(fields=["id"], name="ledger_waiting", condition=models.Q(sequence__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.verb} {self.object_id}"


class LedgerTile(models.Model):
    """Up to 256 hashes of the tree, in the layout of C2SP tlog-tiles; the last one of a level is still filling."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField(max_length=8192)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="ledger_tile_place")]

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"


class LedgerCheckpoint(models.Model):
    """What the node signed when the tree had `size` entries; the newest and one an hour keep both signatures."""

    size = models.BigIntegerField(unique=True)
    at_ms = models.BigIntegerField()
    note = models.TextField()
    whole = models.BooleanField()  # kept with its post-quantum signature once a newer one covers it

    def __str__(self) -> str:
        return f"{self.size} entries"


class LedgerTurn(models.Model):
    """A single row: whoever holds its lock may put entries into the tree."""

    def __str__(self) -> str:
        return f"turn {self.pk}"

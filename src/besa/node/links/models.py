"""Tables of links: what can be compared, what is tied to what, where it lies, and what people decided about it.

Everything is blind: tokens are keyed hashes, vertices are reports or tokens (stored.py). The tables follow the
protocols `Index` and `Ties` of core/linking.
"""

from __future__ import annotations

import uuid

from django.db import models


class Held(models.Model):
    """A report that was linked, with its whole imprint in one row (stored.py): what is compared is read at once."""

    report = models.BinaryField(max_length=16, primary_key=True)
    imprint = models.BinaryField()

    def __str__(self) -> str:
        return bytes(self.report).hex()


class Token(models.Model):
    """In how many linked reports a token stands; only from two on, because most stand in one."""

    token = models.BinaryField(max_length=16, primary_key=True)
    times = models.PositiveIntegerField()

    def __str__(self) -> str:
        return bytes(self.token).hex()


class Sighting(models.Model):
    """Where a token stands: in which linked report, of which sort, and whose it is there (numbers of core/linking)."""

    token = models.BinaryField(max_length=16)
    report = models.BinaryField(max_length=16)
    sort = models.PositiveSmallIntegerField()
    role = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "report", "sort", "role"], name="link_sighting_once")]

    def __str__(self) -> str:
        return f"{bytes(self.token).hex()} in {bytes(self.report).hex()}"


class Tie(models.Model):
    """One end of a tie, seen from `one`; each tie is two rows."""

    layer = models.PositiveSmallIntegerField()
    one = models.BinaryField(max_length=17)
    other = models.BinaryField(max_length=17)
    points = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "layer", "other"], name="link_tie_once")]

    def __str__(self) -> str:
        return f"{self.layer}: {self.points}"


class Place(models.Model):
    """In which region of a layer a vertex lies."""

    layer = models.PositiveSmallIntegerField()
    vertex = models.BinaryField(max_length=17)
    region = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vertex", "layer"], name="link_place_once")]
        indexes = [models.Index(fields=["region", "layer"], name="link_region")]

    def __str__(self) -> str:
        return f"{self.layer}/{self.region}"


class Part(models.Model):
    """Which part of a region a vertex belongs to, where people's decisions part it."""

    layer = models.PositiveSmallIntegerField()
    region = models.BigIntegerField()
    number = models.PositiveIntegerField()
    vertex = models.BinaryField(max_length=17)

    class Meta:
        indexes = [models.Index(fields=["region", "layer"], name="link_part")]

    def __str__(self) -> str:
        return f"{self.layer}/{self.region}/{self.number}"


class Turn(models.Model):
    """A single row: its `holder` may change links until `until`. `region` is the last number given to a region."""

    region = models.BigIntegerField(default=0)
    holder = models.CharField(max_length=32, blank=True)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"turn {self.pk}"


class Decision(models.Model):
    """What a person decided about links; taken back by filling `ended_at`, never deleted."""

    class Kind(models.TextChoices):
        APART = "apart"
        SAME = "same"
        SET_ASIDE = "set-aside"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    layer = models.PositiveSmallIntegerField(null=True)
    report = models.UUIDField(db_index=True)  # from whose page it was decided
    others = models.JSONField(default=list)  # ids of reports
    token = models.BinaryField(max_length=16, default=b"")
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.report}"

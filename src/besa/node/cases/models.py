"""Tables of cases: a case, its files (each behind a wall of its own), who may open them, and what lies in them.

In clear is only what lists and clocks need: states, times, counts, codes. Whatever a person typed is in a `sealed_*`
column, under the key of the file it lies in.
"""

from __future__ import annotations

import uuid

from django.db import models

from besa.core.casework import State


class Case(models.Model):
    """One matter. `desk` opened it and leads it; only access to one of its files makes it visible to anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=10, unique=True)
    desk = models.ForeignKey("people.Desk", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=State.NEW)
    urgency = models.PositiveSmallIntegerField()
    assigned_to = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    reports_then = models.PositiveIntegerField(default=0)  # how many were in it when it was erased: figures stay

    def __str__(self) -> str:
        return self.reference


class File(models.Model):
    """A part of a case under a key of its own: the case's file (reports, suspects), or the file of one child.

    Erased, its row and those of what lay in it stay without content, so that what was counted can be counted again.
    """

    class Sort(models.TextChoices):
        CASE = "case"
        CHILD = "child"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    opened_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sealed_title = models.BinaryField()
    erased_at = models.DateTimeField(null=True)
    erased_for = models.CharField(max_length=20, blank=True)  # a code of values.ERASED_FOR

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(sort="case"), name="one_file_of_the_case")
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.id}"


class Access(models.Model):
    """The key of a file, sealed to a desk."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="accesses")
    desk = models.ForeignKey("people.Desk", on_delete=models.PROTECT, related_name="+")
    desk_key = models.ForeignKey("people.DeskKey", on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "desk"], name="one_case_access_per_desk")]

    def __str__(self) -> str:
        return f"{self.file_id} for desk {self.desk_id}"


class Filed(models.Model):
    """A report that belongs to the case. It gives access to the case's file to nobody, and to the report neither."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="filed")
    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "report"], name="filed_once")]

    def __str__(self) -> str:
        return f"{self.report_id} in {self.case_id}"


class Entry(models.Model):
    """A person, an identifier, something that happened, or a note.

    Struck out by filling `ended_at`, erased by emptying `sealed`; its row is never deleted.
    """

    class Sort(models.TextChoices):
        PERSON = "person"
        IDENTIFIER = "identifier"
        EVENT = "event"
        NOTE = "note"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="entries")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    code = models.CharField(max_length=20, blank=True)  # the role of a person, the kind of an identifier
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)  # alone; not where its whole file was erased
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.sort} {self.id}"


class Sighting(models.Model):
    """An identifier that stands in an entry, as its blind-index token: the same as the token in a report."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="sightings")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="sightings")
    token = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "entry"], name="seen_once_in_an_entry")]

    def __str__(self) -> str:
        return f"{self.entry_id} {bytes(self.token).hex()}"


class Erasing(models.Model):
    """Somebody asked to erase a file; it waits for another to agree. Gone when it is done or refused."""

    file = models.OneToOneField(File, on_delete=models.CASCADE, related_name="erasing")
    asked_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.file_id}: {self.reason}"


class Duty(models.Model):
    """A task, or a deadline. `clock` is a code of core/casework/clocks.yaml, empty where people set it themselves."""

    class Sort(models.TextChoices):
        TASK = "task"
        DEADLINE = "deadline"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="duties")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    clock = models.CharField(max_length=20, blank=True)
    since = models.DateTimeField()
    due = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    done_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["due"], name="case_duties_due", condition=models.Q(done_at=None, due__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.id}"

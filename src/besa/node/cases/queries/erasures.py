"""What may be erased and when, and the list of erased ids, which lies outside the database, compared with it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from besa.core.casework import case_clocks
from besa.node.cases.models import Case, Entry, Erasing, File
from besa.node.cases.values import Asked
from besa.node.platform import environment, erased
from besa.node.platform.batching import batched

RETENTION = "retention"


def kept_until(closed_at: datetime | None) -> datetime | None:
    """Until when a closed case is kept; None while it is open."""
    return case_clocks()[RETENTION].due(closed_at, high=False) if closed_at else None


def asked(file: File) -> Asked | None:
    """Who asked to erase the file, if anybody did."""
    row = Erasing.objects.filter(file=file).first()
    return Asked(by=row.asked_by_id, at=row.asked_at, reason=row.reason) if row else None


def beyond_retention(now: datetime) -> tuple[str, ...]:
    """References of closed cases that are kept for longer than the retention says."""
    longest = now - (case_clocks()[RETENTION].due(now, high=False) - now)
    rows = Case.objects.filter(closed_at__lte=longest, files__erased_at=None).order_by("closed_at")
    return tuple(dict.fromkeys(rows.values_list("reference", flat=True)))


def alive_again() -> dict[UUID, str]:
    """References of cases by id of a file or an entry of theirs that is on the list and alive: an old backup's work."""
    files: dict[UUID, str] = {}
    entries: dict[UUID, str] = {}
    for some in batched(sorted(erased.read(_place()))):
        files.update(File.objects.filter(pk__in=some, erased_at=None).values_list("pk", "case__reference"))
        rows = Entry.objects.filter(pk__in=some, erased_at=None, file__erased_at=None)
        entries.update(rows.values_list("pk", "file__case__reference"))
    return files | entries


def unlisted_tombstones() -> frozenset[UUID]:
    """Ids of erased files and entries that are not on the list: it was lost, and a restore would bring them back."""
    files = File.objects.exclude(erased_at=None).values_list("pk", flat=True)
    entries = Entry.objects.exclude(erased_at=None).values_list("pk", flat=True)
    return frozenset((*files, *entries)) - erased.read(_place())


def _place() -> Path:
    return environment.current().home / erased.FILE

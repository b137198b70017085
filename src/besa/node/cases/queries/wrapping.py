"""Which files of cases hang on keys they should no longer hang on: counted without any key."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef

from besa.node.cases.models import Access, File
from besa.node.people import queries as people


def under_older_keys(desk_id: int) -> int:
    """How many files of the desk still hang on an older key of it, so that a kept copy of that key opens them."""
    older = people.older_keys(desk_id).get(desk_id, ())
    return Access.objects.filter(desk_id=desk_id, desk_key_id__in=older).count()


def every_desk_under_older_keys() -> dict[int, int]:
    """The same for each desk that has any."""
    older = [key for keys in people.older_keys().values() for key in keys]
    rows = Access.objects.filter(desk_key_id__in=older).values_list("desk_id").annotate(number=Count("pk"))
    return dict(rows.order_by("desk_id"))


def closed_to_everybody() -> tuple[str, ...]:
    """References of cases with a file for which no desk has a key of its own, though it was never erased.

    Nothing of ours makes such a file.
    """
    opening = Access.objects.filter(file=OuterRef("pk"), desk_key__desk=F("desk"))
    lost = File.objects.filter(erased_at=None).exclude(Exists(opening)).order_by("case__reference")
    return tuple(lost.values_list("case__reference", flat=True))

"""Which records hang on keys they should no longer hang on, and which no desk can open: counted without any key."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef

from besa.core.casework import State
from besa.node.people import queries as people
from besa.node.reports.models import Access, Report


def under_older_keys(desk_id: int) -> int:
    """How many records of the desk still hang on an older key of it, so that a kept copy of that key opens them."""
    older = people.older_keys(desk_id).get(desk_id, ())
    return Access.objects.filter(desk_id=desk_id, desk_key_id__in=older).count()


def every_desk_under_older_keys() -> dict[int, int]:
    """The same for each desk that has any."""
    older = [key for keys in people.older_keys().values() for key in keys]
    rows = Access.objects.filter(desk_key_id__in=older).values_list("desk_id").annotate(number=Count("pk"))
    return dict(rows.order_by("desk_id"))


def closed_to_their_desk() -> tuple[str, ...]:
    """References of reports for whose own desk no key is there, or only one wrapped for another desk's key.

    Nothing of ours makes such a report; only somebody who writes to the database can.
    """
    found: list[str] = []
    for desk, keys in people.keys_of_desks().items():
        opening = Access.objects.filter(report=OuterRef("pk"), desk_id=desk, desk_key_id__in=keys)
        rows = Report.objects.filter(desk_id=desk).exclude(state=State.ERASED).exclude(Exists(opening))
        found += rows.order_by("reference").values_list("reference", flat=True)
    return tuple(found)

"""The views of the queue that somebody keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass

from besa.node.desk.models import SavedView


@dataclass(frozen=True)
class ViewLink:
    """`query` goes behind the queue's address."""

    view_id: int
    name: str
    query: str


def saved_views(staff_id: int) -> tuple[ViewLink, ...]:
    """One person's views, by name."""
    rows = SavedView.objects.filter(staff=staff_id).order_by("name")
    return tuple(ViewLink(row.pk, row.name, row.query) for row in rows)

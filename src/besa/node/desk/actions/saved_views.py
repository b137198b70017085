"""Keep a filter of the queue under a name."""

from __future__ import annotations

from django.db import transaction

from besa.node.desk.models import SavedView
from besa.node.people.keyring import Keyring

MOST = 20


class TooManyViews(Exception):
    """Nobody finds anything among more than MOST views."""


def save_view(name: str, query: str, *, keyring: Keyring) -> None:
    """Keep `query` as `name`; a view of that name is replaced.

    Raises:
        TooManyViews: there are MOST already.
    """
    with transaction.atomic():
        mine = SavedView.objects.filter(staff=keyring.staff_id)
        if mine.exclude(name=name).count() >= MOST:
            raise TooManyViews
        SavedView.objects.update_or_create(staff_id=keyring.staff_id, name=name, defaults={"query": query})


def forget_view(view_id: int, *, keyring: Keyring) -> None:
    """Remove one's own view; somebody else's or none is left as it is."""
    SavedView.objects.filter(staff=keyring.staff_id, pk=view_id).delete()

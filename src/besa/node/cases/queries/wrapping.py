"""Which files of cases hang on keys they should no longer hang on: counted without any key."""

from __future__ import annotations

from besa.node.cases.models import Access
from besa.node.people import queries as people


def under_older_keys(desk_id: int) -> int:
    """How many files of the desk still hang on an older key of it, so that a kept copy of that key opens them."""
    older = people.older_keys(desk_id).get(desk_id, ())
    return Access.objects.filter(desk_id=desk_id, desk_key_id__in=older).count()

"""How many other reports hold the same things, through the blind index: counts only, nothing is opened."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from besa.core.casework import State
from besa.node.people.keyring import Keyring
from besa.node.platform.batching import batched
from besa.node.reports.judging import token
from besa.node.reports.models import Sighting


def seen_elsewhere(
    found: Iterable[tuple[str, str]], *, report_id: UUID, keyring: Keyring
) -> dict[tuple[str, str], int]:
    """For each (kind, canonical): the number of other reports the keyring may see that hold it. One query."""
    tokens = {token(kind, canonical): (kind, canonical) for kind, canonical in found}
    if not tokens:
        return {}
    rows = (
        Sighting.objects.filter(token__in=list(tokens), report__accesses__desk_id__in=keyring.desk_ids)
        .exclude(report=report_id)
        .exclude(report__state=State.ERASED)
        .values_list("token")
        .annotate(reports=Count("report", distinct=True))
    )
    return {tokens[bytes(found_token)]: count for found_token, count in rows}


def seen_in(tokens: Iterable[bytes]) -> dict[bytes, int]:
    """In how many reports of the whole node each token stands; those in none are left out.

    For judging at arrival only: it counts over all desks, and nothing but a number may come of it.
    """
    found: dict[bytes, int] = {}
    # A batch of reports that list everything holds more tokens than one query may.
    for some in batched(tokens):
        rows = Sighting.objects.filter(token__in=some).values_list("token")
        found |= {bytes(token): count for token, count in rows.annotate(reports=Count("report", distinct=True))}
    return found

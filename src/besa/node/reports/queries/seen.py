"""How many other reports hold the same things, through the blind index: counts only, nothing is opened."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Count

from besa.core.casework import State
from besa.node.people.keyring import Keyring
from besa.node.platform.batching import batched
from besa.node.reports.judging import token
from besa.node.reports.models import Sighting

MOST = 100
"""So many sightings of one token are counted; the rules ask for "five reports or more" at most."""


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
    """In how many reports of the whole node each token stands, as far as MOST sightings tell; not those in none.

    For judging at arrival only: it counts over all desks, and nothing but a number may come of it.
    """
    found: dict[bytes, int] = {}
    with connection.cursor() as cursor:
        # A batch of reports that list everything holds more tokens than one query may.
        for some in batched(tokens):
            cursor.execute(_COUNT.format(", ".join(["(%s)"] * len(some))), [*some, MOST])
            found |= {bytes(token): reports for token, reports in cursor if reports}
    return found


# Each token by itself, and no further than MOST rows: an address in a million reports costs as little as any other.
_COUNT = """
    WITH wanted (token) AS (VALUES {})
    SELECT token, (
        SELECT COUNT(DISTINCT report_id) FROM (
            SELECT report_id FROM reports_sighting WHERE reports_sighting.token = wanted.token LIMIT %s
        ) AS held
    ) FROM wanted
"""

"""Which reports hold a thing, by its blind token: those the reader may see, and whether there are others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from besa.core.casework import State
from besa.node.people.keyring import Keyring
from besa.node.platform.batching import batched
from besa.node.reports.models import Sighting


@dataclass(frozen=True)
class Holding:
    """`seen`: how many reports of one's own desks hold it; `newest` of them; `elsewhere`: a report of others does."""

    seen: int
    newest: tuple[UUID, ...]
    elsewhere: bool


def holding(tokens: Iterable[bytes], *, keyring: Keyring, most: int = 20) -> dict[bytes, Holding]:
    """For each token that stands in any report: who holds it. Three queries, however many tokens."""
    found: dict[bytes, Holding] = {}
    for some in batched(dict.fromkeys(tokens)):
        rows = Sighting.objects.filter(token__in=some).exclude(report__state=State.ERASED)
        mine = rows.filter(report__accesses__desk_id__in=keyring.desk_ids)
        seen = _counted(mine)
        newest: dict[bytes, dict[UUID, None]] = {}
        # One that stands in thousands of reports must not cost thousands of rows.
        latest = mine.order_by("-report__received_at", "report").values_list("token", "report")
        for token, report in latest[: most * max(1, len(seen))]:
            newest.setdefault(bytes(token), {})[report] = None
        for token, number in _counted(rows).items():
            own = seen.get(token, 0)
            found[token] = Holding(own, tuple(newest.get(token, {}))[:most], number > own)
    return found


def tokens_of(report_id: UUID) -> frozenset[bytes]:
    """The blind tokens of everything that can be compared in a report."""
    rows = Sighting.objects.filter(report=report_id).exclude(report__state=State.ERASED)
    return frozenset(bytes(token) for token in rows.values_list("token", flat=True))


def _counted(rows: QuerySet[Sighting]) -> dict[bytes, int]:
    counted = rows.values_list("token").annotate(n=Count("report", distinct=True)).order_by()
    return {bytes(token): number for token, number in counted}

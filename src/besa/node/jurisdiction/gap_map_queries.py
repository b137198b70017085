"""What can be read of gap maps: the newest one, how far the next one is, what is left of the quota."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from besa.core.jurisdiction.gaps import OwnList, telling
from besa.node.jurisdiction.gap_map_models import GapMap, GapMapUse
from besa.node.jurisdiction.gap_map_values import (
    NODE_OVER,
    OF_ONE_PERSON,
    OF_THE_NODE,
    PERSON_OVER,
    STAYS_OPEN,
    Made,
    Use,
)
from besa.node.law import queries as law
from besa.node.platform import environment

_USES = 50


def newest() -> Made | None:
    """The newest map that is there, whatever law it is of."""
    row = GapMap.objects.exclude(made_on=None).order_by("-wanted_at").first()
    if row is None:
        return None
    assert row.made_on is not None
    assert row.aggregate is not None
    return Made(row.version, row.made_on, telling.read(row.aggregate), row.own is not None)


def progress() -> int | None:
    """How far the map of the law as it counts is, of 1000; None: nobody has asked for it."""
    return GapMap.objects.filter(version=law.version()).values_list("done", flat=True).first()


def own_state() -> str:
    """The code of the node's own State in the law, or nothing if the law does not hold it."""
    return law.current().by_any_name.get(environment.current().country, "")


def own_list(version: str) -> OwnList | None:
    """The own State's list of one version; only for somebody whose use was recorded."""
    own = GapMap.objects.filter(version=version).values_list("own", flat=True).first()
    found = telling.read_own(own) if own else None
    return found if found and found.state == own_state() else None


def lists_of_other_states() -> bool:
    """Whether a list is kept that is not of this node's State."""
    kept = GapMap.objects.exclude(own=None).values_list("own", flat=True)
    return any(own and own["state"] != own_state() for own in kept)


def use_open_to(use_id: UUID, *, staff_id: int, now: datetime) -> Use | None:
    """A use of this person's own that is not over yet."""
    row = GapMapUse.objects.filter(pk=use_id, staff_id=staff_id, at__gt=now - STAYS_OPEN).first()
    return _value(row) if row else None


def uses() -> tuple[Use, ...]:
    """The newest uses, by anybody: colleagues watch each other."""
    return tuple(_value(row) for row in GapMapUse.objects.order_by("-at")[:_USES])


def _value(row: GapMapUse) -> Use:
    return Use(row.pk, row.staff_id, row.at, row.purpose, row.words, row.version)


def left(*, staff_id: int, now: datetime) -> int:
    """How often this person may still open the list now."""
    mine = GapMapUse.objects.filter(staff_id=staff_id, at__gt=now - PERSON_OVER).count()
    all_of_us = GapMapUse.objects.filter(at__gt=now - NODE_OVER).count()
    return max(0, min(OF_ONE_PERSON - mine, OF_THE_NODE - all_of_us))


def shut_until(*, staff_id: int, now: datetime) -> tuple[datetime, bool] | None:
    """When the quota lets this person in again, and whether it is that of all together; None: now."""
    mine = list(
        GapMapUse.objects.filter(staff_id=staff_id, at__gt=now - PERSON_OVER)
        .order_by("-at")
        .values_list("at", flat=True)
    )
    all_of_us = list(GapMapUse.objects.filter(at__gt=now - NODE_OVER).order_by("-at").values_list("at", flat=True))
    if len(all_of_us) >= OF_THE_NODE:
        return all_of_us[OF_THE_NODE - 1] + NODE_OVER, True
    if len(mine) >= OF_ONE_PERSON:
        return mine[OF_ONE_PERSON - 1] + PERSON_OVER, False
    return None

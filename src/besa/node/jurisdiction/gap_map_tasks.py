"""The job of the gap map: made in turns of a second, where nobody waits for it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from besa.node.jurisdiction import gap_map_actions
from besa.node.jurisdiction.gap_map_actions import MAKE
from besa.node.platform import jobs


@jobs.handler(MAKE)
def make() -> bool:
    """Go on with a map that somebody asked for."""
    return gap_map_actions.work_on(now=timezone.now())


jobs.repeat(MAKE, every=timedelta(seconds=5))

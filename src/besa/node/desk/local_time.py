"""The clock on the wall of the desk: pages show the country's time, the tables keep UTC."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from besa.node.platform import environment

_ZONES = {
    "al": "Europe/Tirane",
    "mk": "Europe/Skopje",
    "rs": "Europe/Belgrade",
    "me": "Europe/Podgorica",
    "xk": "Europe/Belgrade",
}


@cache
def zone() -> ZoneInfo:
    """The time zone of the node's country; UTC for a country this list does not know yet."""
    return ZoneInfo(_ZONES.get(environment.current().country, "UTC"))

"""An IP address as things that can be compared: the address, the address in a day, and with its port in two hours.

Windows overlap by half, each time lies in two: what is less than half a window apart always shares one. So nearness in
time is found by equal tokens, and no time has to be kept in clear.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from datetime import datetime

from besa.core.linking.forms import forms

_DAY = 86_400
_TWO_HOURS = 7_200


def of_network(raw: str, port: int | None, at: datetime | None) -> Iterator[tuple[str, str]]:
    """(sort, canonical form) of one use of an address. A port tells people apart only together with a time."""
    for ip in forms("ip", raw, ()):
        yield from _uses(ip, port, at)


def _uses(ip: str, port: int | None, at: datetime | None) -> Iterator[tuple[str, str]]:
    yield "ip", ip
    parsed = ipaddress.ip_address(ip)
    if isinstance(parsed, ipaddress.IPv6Address):
        yield "subnet", str(ipaddress.IPv6Network((parsed, 64), strict=False))
    if at is None:
        return
    for window in _windows(at, _DAY):
        yield "ip-day", f"{ip}@{window}"
    if port and 0 < port < 65_536:
        for window in _windows(at, _TWO_HOURS):
            yield "ip-port", f"{ip}:{port}@{window}"


def certain(written: str) -> datetime | None:
    """A time that stood beside an address in a text, where it names its offset; None where it would be a guess."""
    try:
        found = datetime.fromisoformat(re.sub(r"\s?(?:UTC|GMT)$", "+00:00", written.strip()))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _windows(at: datetime, seconds: int) -> tuple[str, str]:
    second = int(at.timestamp())
    return f"{seconds}.{second // seconds}", f"{seconds}.{(second + seconds // 2) // seconds}+"

"""Slow down when too much comes at once, by load and never by who it is: no address is looked at, nobody is refused.

Below the node's pace nothing happens. Above it, sending first gives a signed ticket that says when it may be used; the
wait grows with the load and ends at a minute. A browser with JavaScript may solve a small puzzle instead (well under
0.2 s and a few KB on a cheap phone).
"""

from __future__ import annotations

import hashlib
import math
import threading
from collections import deque
from dataclasses import dataclass

from django.core import signing

LONGEST = 60
TRAPPED = 10
BITS = 10
_WINDOW = 60.0
_VALID = 3600
_SALT = "besa.intake.ticket"


class Pace:
    """Counts what was sent in the last minute by this process; `limit` a minute passes without waiting."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._times: deque[float] = deque()
        self._lock = threading.Lock()

    def sent(self, now: float) -> None:
        with self._lock:
            self._times.append(now)

    def wait(self, now: float) -> int:
        """Seconds to wait at `now` (seconds since the epoch): 0 below the pace, then growing with the excess."""
        with self._lock:
            while self._times and self._times[0] <= now - _WINDOW:
                self._times.popleft()
            excess = len(self._times) - self.limit
        return 0 if excess < 0 else min(LONGEST, 5 + math.ceil(30 * excess / self.limit))


@dataclass(frozen=True)
class Ticket:
    """The right to send one draft from `ready` (seconds since the epoch) on."""

    text: str
    ready: float

    def remaining(self, now: float) -> int:
        return max(0, math.ceil(self.ready - now))

    def solved_by(self, found: str) -> bool:
        """Whether `found` is a number that makes SHA-256("ticket:number") begin with BITS zero bits."""
        if not (found.isascii() and found.isdigit() and len(found) < 20):
            return False
        digest = hashlib.sha256(f"{self.text}:{found}".encode()).digest()
        return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0


def new_ticket(row: str, *, now: float, seconds: int) -> Ticket:
    """A ticket for the pouch `row`, good after `seconds`."""
    ready = math.floor((now + seconds) * 10) / 10
    return Ticket(signing.dumps([_of(row), ready], salt=_SALT), ready)


def read_ticket(text: str, row: str) -> Ticket | None:
    """The ticket, if it is ours, for this pouch and not old; else None (one simply gets a new one)."""
    try:
        owner, ready = signing.loads(text, salt=_SALT, max_age=_VALID)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(text, float(ready)) if owner == _of(row) else None


def _of(row: str) -> str:
    return hashlib.sha256(f"ticket/{row}".encode()).hexdigest()[:12]

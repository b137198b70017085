"""Whoever is reported: what they use, and how much of it comes back when they are reported again.

Nothing here can be anybody's: telephone numbers begin with zeros after the operator's code, e-mail is at example.com,
addresses on the Internet are from ranges that no subscriber ever has.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import datetime

from bench.year.places import FIRST, HANDLES, LAST

# Special-purpose ranges that are public by rule and given to nobody; "own" addresses of the country in this year.
LOCAL_NETWORKS = ("192.31.196.0/24", "192.175.48.0/24", "192.52.193.0/24", "4a1b::/32")
_NAT = tuple(f"192.52.193.{host}" for host in range(1, 41))  # a carrier's addresses, shared by thousands
_POOL = tuple(f"192.{net}.{host}" for net in ("31.196", "175.48") for host in range(1, 255))  # change hands daily
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ABROAD = tuple(f"198.51.100.{host}" for host in range(1, 255)) + tuple(f"203.0.113.{host}" for host in range(1, 255))


@dataclass(frozen=True, kw_only=True)
class Offender:
    name: str
    number: str
    born: int
    local: bool
    line: str  # nat, pool, own (one IPv6 prefix for the household), abroad
    prefix: str
    accounts: tuple[tuple[str, str, str], ...]  # provider, its number, screen name
    phones: tuple[tuple[str, str], ...]  # calling code, number
    emails: tuple[str, ...]
    devices: tuple[tuple[str, str], ...]
    wallet: str = ""

    def address(self, at: datetime, rnd: random.Random) -> tuple[str, int]:
        """The address and port of one use. A carrier's port is good for one moment only."""
        port = rnd.randrange(1_024, 65_535)
        if self.line == "own":
            return f"{self.prefix}::{rnd.randrange(1, 9999):x}", port
        shared = {"nat": _NAT, "pool": _POOL, "abroad": _ABROAD}[self.line]
        day = random.Random(f"{self.number} {at:%Y-%j}")  # the same address for a day
        return day.choice(shared), port


def offender(
    number: int,
    services: dict[str, int],
    taken: set[tuple[str, str]],
    rnd: random.Random,
    *,
    given_up: tuple[tuple[str, str], ...] = (),
) -> Offender:
    """Someone new. Names and handles repeat among people, but a handle only once at each service (`taken`).

    `given_up`: a telephone number that was somebody else's before.
    """
    local = rnd.random() < 0.7
    handle = f"{rnd.choice(HANDLES)}{rnd.choice(('', '_', '.'))}{rnd.choice(HANDLES)}"
    count = rnd.choices((1, 2, 3), (60, 28, 12))[0]
    accounts = []
    for service in dict.fromkeys(rnd.choices(tuple(services), tuple(services.values()), k=count)):
        # One in five uses a name that others have elsewhere too.
        name = handle
        if rnd.random() > 0.2 or (service, name) in taken:
            name = f"{handle}{number}"
        taken.add((service, name))
        accounts.append((service, str(10**8 + rnd.randrange(9 * 10**8)), name))
    code, operator = rnd.choices((("+355", "69"), ("+383", "44"), ("+389", "70"), ("+381", "60")), (70, 10, 12, 8))[0]
    lines = rnd.choices(("nat", "pool", "own"), (50, 35, 15))[0] if local else "abroad"
    return Offender(
        name=f"{rnd.choice(FIRST)} {rnd.choice(LAST)}",
        number=f"o{number}",
        born=rnd.randrange(1958, 2007),
        local=local,
        line=lines,
        prefix=f"4a1b:0:{number & 0xFFFF:x}",
        accounts=tuple(accounts),
        phones=(*_phones(number, code, operator, rnd), *given_up)[:2],
        emails=tuple(
            f"{handle}.{number}.{each}@example.com" for each in range(rnd.choices((0, 1, 2), (25, 55, 20))[0])
        ),
        devices=tuple(("IMEI", _imei(number * 2 + each)) for each in range(rnd.choices((0, 1, 2), (30, 60, 10))[0])),
        wallet=_wallet(number) if rnd.random() < 0.1 else "",
    )


def _phones(number: int, code: str, operator: str, rnd: random.Random) -> tuple[tuple[str, str], ...]:
    digits = 6 if code in {"+383", "+389"} else 7
    amount = rnd.choices((0, 1, 2), (45, 45, 10))[0]
    return tuple((code, f"{operator}{number * 2 + each:0{digits}d}") for each in range(amount))


def _imei(number: int) -> str:
    """15 digits with the check digit; the first eight belong to test equipment (TAC 00…)."""
    digits = f"00100{number:09d}"
    total = 0
    for at, digit in enumerate(digits):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def _wallet(number: int) -> str:
    """An address that passes its checksum and that nobody has a key for: its hash is zeros and the person's number."""
    payload = bytes(17) + number.to_bytes(4, "big")
    whole = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    rest, text = int.from_bytes(whole, "big"), ""
    while rest:
        rest, at = divmod(rest, 58)
        text = _BASE58[at] + text
    return "1" * (len(whole) - len(whole.lstrip(b"\0"))) + text

"""Measure linking: what one more report costs when a million are there, what the index holds, and whether it is right.

Reports here are already tokens, as in a sealed node: hubs are a carrier's addresses, viral files, a provider's standard
text and a support address. `BESA_BENCH_LINKING` says how many (1,000,000). All but the last 20,000 are only put into
the index, as linking all takes half an hour: `BESA_BENCH_LINKING_WHOLE=1` does it. What is right is measured on a small
world of offenders made here, for the author's own hands; the evaluation proper is bench/year.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations

from besa.core.formats.values import Account, Email, Moment, Network, Person, Phone, Referral, Role, Text, Upload
from besa.core.linking import (
    Imprint,
    Layer,
    Level,
    Linker,
    MemoryIndex,
    MemoryTies,
    Side,
    Sighting,
    current,
    imprint_of,
)
from besa.core.linking.levels import ROLE_CODES, Whose

_KEY = b"only for measuring this, 32 byte"
_REGIONS = ("AL", "XK", "MK")
_LINKED = 20_000
_WHO = Layer(Level.PERSON, Side.REPORTED)


def measure() -> list[dict[str, object]]:
    """Rows for the table: cost per report near the end, memory, and precision and recall on known offenders."""
    number = int(os.environ.get("BESA_BENCH_LINKING", "1000000"))
    return [*_grown(number), *_first_steps(), *_right()]


def _grown(number: int) -> list[dict[str, object]]:
    rnd = random.Random(3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    index = MemoryIndex()
    linker = Linker(index, MemoryTies())
    first = 0 if os.environ.get("BESA_BENCH_LINKING_WHOLE") else number - _LINKED
    spent: list[float] = []
    sightings = 0
    for report, imprint in _tokenised(number, rnd):
        sightings += len(imprint.sightings)
        if report < first:
            index.add(report, imprint)
            continue
        start = time.perf_counter()
        linker.add(report, imprint)
        spent.append(time.perf_counter() - start)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    late = sorted(spent[-_LINKED:])
    of = f"one more report to {number:,}"
    largest = max((len(each) for each in linker._ties._members[_WHO].values()), default=0)
    return [
        {"what": f"{of}, mean", "measured": 1000 * sum(late) / len(late), "unit": "ms", "asked": "milliseconds"},
        {"what": f"{of}, median", "measured": 1000 * late[len(late) // 2], "unit": "ms"},
        {"what": f"{of}, 99 of 100", "measured": 1000 * late[int(len(late) * 0.99)], "unit": "ms"},
        {"what": f"{of}, slowest of all", "measured": 1000 * max(spent), "unit": "ms"},
        {
            "what": f"index and ties of {number:,} ({sightings / number:.0f} sightings each)",
            "measured": memory,
            "unit": "MB",
        },
        {"what": "largest part of the person graph", "measured": largest, "unit": "vertices"},
    ]


def _token(sort: str, number: int) -> bytes:
    return hashlib.blake2b(f"{sort} {number}".encode(), digest_size=16).digest()


def _tokenised(number: int, rnd: random.Random) -> Iterator[tuple[int, Imprint]]:
    """Three in ten reports are about somebody who is reported again; hubs stand in a fifth of all."""
    codes = {name: sort.code for name, sort in current().sorts.items()}
    reported, said = ROLE_CODES[Whose.REPORTED], ROLE_CODES[Whose.MENTIONED]
    for report in range(number):
        who = rnd.randrange(max(1, number // 14)) if rnd.random() < 0.3 else 10**9 + report
        found = {
            Sighting(_token(sort, who), codes[sort], reported) for sort in ("account-number", "screen-name", "name")
        }
        found.add(Sighting(_token("bare-name", who % (number // 2 + 1)), codes["bare-name"], reported))
        if rnd.random() < 0.6:
            found.add(Sighting(_token("email", who), codes["email"], reported))
        for use in range(3):
            carrier = rnd.random() < 0.2
            address = rnd.randrange(200) if carrier else 1000 + who * 3 + use
            day = rnd.randrange(365)
            found.add(Sighting(_token("ip", address), codes["ip"], reported))
            found |= {
                Sighting(_token("ip-day", address * 800 + day * 2 + half), codes["ip-day"], reported) for half in (0, 1)
            }
            port = rnd.randrange(60_000)
            found.add(Sighting(_token(f"ip-port {address} {day}", port), codes["ip-port"], reported))
        for _ in range(2):
            viral = rnd.random() < 0.3
            file = min(int(rnd.paretovariate(0.6)), 10**6) if viral else 10**7 + rnd.randrange(10**9)
            found.add(Sighting(_token("digest", file), codes["digest"], reported))
        if rnd.random() < 0.05:
            found.add(Sighting(_token("email", 0), codes["email"], said))
        sketches: tuple[bytes, ...] = ()
        if rnd.random() < 0.4:
            text = rnd.randrange(50) if rnd.random() < 0.3 else 100 + report
            found |= {Sighting(_token(f"text {band}", text), codes["text"], said) for band in range(10)}
            found |= {Sighting(_token(f"tight {band}", text), codes["same-text"], said) for band in range(4)}
            sketches = (_token("text", text) * 5,)
        yield report, Imprint(tuple(found), sketches)


def _first_steps() -> list[dict[str, object]]:
    reports = [referral for _, referral in _world(300)]
    start = time.process_time()
    for referral in reports:
        imprint_of(referral, regions=_REGIONS, key=_KEY)
    each = (time.process_time() - start) / len(reports)
    return [{"what": "traces, sketches and tokens of one referral", "measured": 1000 * each, "unit": "ms"}]


def _right() -> list[dict[str, object]]:
    """Pairs of reports about one offender, against pairs that one cluster holds."""
    world = _world(3000)
    linker = Linker(MemoryIndex(), MemoryTies())
    for report, (_, referral) in enumerate(world):
        linker.add(report, imprint_of(referral, regions=_REGIONS, key=_KEY))
    by_offender: dict[int, list[int]] = {}
    by_cluster: dict[int, set[int]] = {}
    for report, (offender, _) in enumerate(world):
        by_offender.setdefault(offender, []).append(report)
        if cluster := linker.cluster(_WHO, report):
            by_cluster[cluster.name] = set(cluster.reports)
    true = {pair for reports in by_offender.values() for pair in combinations(reports, 2)}
    found = {pair for reports in by_cluster.values() for pair in combinations(sorted(reports), 2)}
    right = len(true & found)
    return [
        {"what": "pairs joined that are one offender", "measured": right / len(found), "unit": "", "asked": "≥ 0.99"},
        {"what": "pairs of one offender that are joined", "measured": right / len(true), "unit": "", "asked": "≥ 0.95"},
    ]


def _world(number: int) -> list[tuple[int, Referral]]:
    """Referrals about offenders who change their accounts but keep something; carriers, viral files, copied texts."""
    rnd = random.Random(5)
    taken: set[tuple[str, str]] = set()
    offenders = [_Offender(each, rnd, taken) for each in range(number // 2)]
    script = (
        "hello i know where you live and i have your pictures send money to this account before tonight or else " * 2
    )
    world = []
    for report in range(number):
        offender = rnd.choice(offenders)
        world.append((offender.number, offender.reported(report, rnd, script)))
    return world


class _Offender:
    """Somebody with two accounts; an address, a number and a device tie them together, most of the time."""

    def __init__(self, number: int, rnd: random.Random, taken: set[tuple[str, str]]) -> None:
        self.number = number
        first, last = rnd.choice(_FIRST), rnd.choice(_LAST)
        self.name = f"{first} {last}"
        # At one service a name belongs to one account; the same name elsewhere is somebody else's.
        self.accounts = []
        for service in rnd.sample(_SERVICES, 2):
            # At one service a name belongs to one account; the same name at another may be somebody else's.
            while (service, name := f"{first}_{last}{rnd.randrange(30)}") in taken:
                pass
            taken.add((service, name))
            self.accounts.append((service, rnd.randrange(10**9), name))
        self.email = f"{first}.{last}.{rnd.randrange(10**5)}@example.org"
        self.phone = f"+3556{rnd.choice('789')}{rnd.randrange(10**7):07}"
        self.home = f"198.51.100.{rnd.randrange(256)}"

    def reported(self, report: int, rnd: random.Random, script: str) -> Referral:
        service, identifier, name = rnd.choice(self.accounts)
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=rnd.randrange(500_000))
        ip = f"203.0.113.{rnd.randrange(8)}" if rnd.random() < 0.5 else self.home
        child = Person(role=Role.CHILD, names=(f"{rnd.choice(_FIRST)} {rnd.choice(_LAST)}",))
        who = Person(
            role=Role.REPORTED,
            names=(self.name,) if rnd.random() < 0.5 else (),
            emails=(Email(address=self.email),) if rnd.random() < 0.8 else (),
            phones=(Phone(number=self.phone),) if rnd.random() < 0.6 else (),
            account=Account(service=service, identifier=str(identifier), screen_names=(name,)),
            networks=(Network(ip=ip, port=rnd.randrange(1024, 65_000), at=Moment(text="", utc=at)),),
        )
        file = f"{rnd.randrange(40) if rnd.random() < 0.4 else rnd.randrange(10**12):064x}"
        texts = (
            Text(where="x", text=script if rnd.random() < 0.2 else "Write to support@example.com if you need help."),
        )
        return Referral(
            format="cybertip-xml/1",
            source="ncmec",
            source_id=str(report),
            provider=service,
            people=(who, child),
            uploads=(Upload(digests=(("sha256", hashlib.sha256(file.encode()).hexdigest()),)),),
            texts=texts,
        )


_NAMES = (
    "ana beni drita elira fatos genti hana ilir jeta kosta lena mira nino oltion petrit rina sara teuta",
    "marku hoxha prifti leka dema gjoka bardhi shehu toska zeka muka kola rama basha meta lika nano dosti",
)
_FIRST, _LAST = (names.split() for names in _NAMES)
_SERVICES = ("Instagram", "Snapchat", "TikTok", "Example Chat, Inc.")

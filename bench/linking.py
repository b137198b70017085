"""Measure linking: what one more report costs when a million are there, what the tables hold, and whether it is right.

Reports here are already tokens, as in a sealed node: hubs are a carrier's addresses, viral files, a provider's standard
text and a support address. All but the last 20,000 are only put into the tables, as linking all takes half an hour; so
the ties of those are missing. What is right is measured on a small world of offenders made here, for the author's own
hands; the evaluation proper is bench/year.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations, islice
from statistics import fmean, median

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
from besa.core.linking.texts import BANDS, marked

_KEY = b"only for measuring this, 32 byte"
_REGIONS = ("AL", "XK", "MK")
REPORTS = 1_000_000
_LINKED, _SINGLY = 20_000, 500
_WHO = Layer(Level.PERSON, Side.REPORTED)


def measure(reports: int = REPORTS) -> list[dict[str, object]]:
    """Rows for the table: cost per report near the end, memory, and precision and recall on known offenders."""
    from bench.analyst import measured_apart

    return [*measured_apart("bench.linking", "--reports", str(reports)), *_first_steps(), *_right()]


def _inside(reports: int) -> list[dict[str, object]]:
    """In a node of its own: everything but the last reports is put into the tables, the last are linked."""
    from bench.analyst import set_up

    set_up()
    from django.db import connections

    connections.close_all()
    linked = min(_LINKED, reports // 2)
    # In a process of its own, so that what it needs does not count as memory of linking.
    subprocess.run([sys.executable, "-m", "bench.linking", "--fill", str(reports - linked)], check=True)
    last = iter(range(reports - linked, reports))
    batches = [_linked(list(islice(last, 500))) for _ in range((linked - _SINGLY) // 500)]
    singles = sorted(_linked([report]) for report in last)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    of = f"one more report to {reports:,}"

    def row(what: str, measured: float, unit: str, asked: str = "") -> dict[str, object]:
        return {"what": what, "measured": measured, "unit": unit, "asked": asked}

    return [
        row(f"{of}, 500 at a time, processor time of each", 1000 * fmean(cpu for cpu, _ in batches) / 500, "ms"),
        row(f"{of}, by itself, processor time", 1000 * fmean(cpu for cpu, _ in singles), "ms", "milliseconds"),
        row(f"{of}, by itself, 99 of 100, processor time", 1000 * singles[int(len(singles) * 0.99)][0], "ms"),
        row(f"{of}, by itself, on the clock, middle", 1000 * median(clock for _, clock in singles), "ms"),
        row(f"memory of the process that links {reports:,}", memory, "MB", "≤ 500 MB"),
        row(f"tables and indexes of {reports:,} reports, {_size():.0f} things to compare each", _megabytes(), "MB"),
        row("largest part of the person graph", _largest(), "vertices"),
    ]


def _linked(numbers: Sequence[int]) -> tuple[float, float]:
    """Link these as the worker does, in one turn: seconds of the processor and on the clock."""
    from besa.node.links.linking import turn

    found = {number: _imprint(number) for number in numbers}
    cpu, clock = time.process_time(), time.perf_counter()
    with turn() as desk:
        desk.linker.add_all(found)
    return time.process_time() - cpu, time.perf_counter() - clock


def _fill(reports: int) -> None:
    """Write the tables as linking leaves them, but for the ties. In the order of the index: that takes minutes less."""
    from besa.node.faces import cli

    cli.set_up_django()
    from django.db import connection, transaction

    from besa.node.links.models import Held
    from besa.node.links.stored import pack, report_bytes
    from besa.node.platform import bulk

    sqlite = connection.vendor == "sqlite"
    place = "%s, %s, %s, %s"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("PRAGMA journal_mode=DELETE")
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA secure_delete=OFF")
            cursor.execute("PRAGMA temp_store=FILE")
            cursor.execute("PRAGMA cache_size=-200000")
        kind, blob = ("", "BLOB") if sqlite else ("UNLOGGED ", "bytea")
        cursor.execute(f"CREATE {kind}TABLE unsorted (token {blob}, report {blob}, sort smallint, role smallint)")
        for start in range(0, reports, 20_000):
            with transaction.atomic():
                found = {one: _imprint(one) for one in range(start, min(start + 20_000, reports))}
                bulk.insert(
                    Held, ("report", "imprint"), ((report_bytes(one), pack(each)) for one, each in found.items())
                )
                marks = (
                    (mark[0], report_bytes(one), *mark[1:]) for one, each in found.items() for mark in each.sightings
                )
                if sqlite:
                    cursor.executemany(f"INSERT INTO unsorted VALUES ({place})", marks)
                else:
                    with cursor.copy("COPY unsorted FROM STDIN") as copy:
                        for mark in marks:
                            copy.write_row(mark)
        with transaction.atomic():
            cursor.execute(
                "INSERT INTO links_sighting (token, report, sort, role) "
                "SELECT token, report, sort, role FROM unsorted ORDER BY token, report"
            )
            cursor.execute(
                "INSERT INTO links_token (token, times) SELECT token, count(DISTINCT report) FROM links_sighting "
                "GROUP BY token HAVING count(DISTINCT report) > 1"
            )
            cursor.execute("DROP TABLE unsorted")
        if sqlite:
            cursor.execute("PRAGMA journal_mode=WAL")
        else:
            cursor.execute("ANALYZE")


def _size() -> float:
    """How many tokens a report has in the mean."""
    return fmean(len(_imprint(number).sightings) for number in range(200))


def _megabytes() -> float:
    """What is used for the tables of links; in SQLite the whole file, in which hardly anything else stands."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT (page_count - freelist_count) * page_size / 1048576.0 "
                "FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
            )
        else:
            cursor.execute(
                "SELECT sum(pg_total_relation_size(oid)) / 1048576.0 FROM pg_class "
                "WHERE relname LIKE 'links_%%' AND relkind = 'r'",
                [],
            )
        return float(cursor.fetchone()[0])


def _largest() -> int:
    from django.db.models import Count

    from besa.node.links.models import Place
    from besa.node.links.stored import LAYER_CODES

    parts = Place.objects.filter(layer=LAYER_CODES[_WHO]).values("region").annotate(many=Count("id"))
    return max(parts.values_list("many", flat=True), default=0)


def _token(sort: str, number: int) -> bytes:
    return hashlib.blake2b(f"{sort} {number}".encode(), digest_size=16).digest()


def _imprint(report: int) -> Imprint:
    """Three in ten reports are about somebody who is reported again; hubs stand in a fifth of all."""
    rnd = random.Random(report)
    codes = {name: sort.code for name, sort in current().sorts.items()}
    reported, said = ROLE_CODES[Whose.REPORTED], ROLE_CODES[Whose.MENTIONED]
    who = rnd.randrange(REPORTS // 14) if rnd.random() < 0.3 else 10**9 + report
    found = {Sighting(_token(sort, who), codes[sort], reported) for sort in ("account-number", "screen-name", "name")}
    found.add(Sighting(_token("bare-name", who % (REPORTS // 2 + 1)), codes["bare-name"], reported))
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
        found.add(Sighting(_token(f"ip-port {address} {day}", rnd.randrange(60_000)), codes["ip-port"], reported))
    for _ in range(2):
        viral = rnd.random() < 0.3
        file = min(int(rnd.paretovariate(0.6)), 10**6) if viral else 10**7 + rnd.randrange(10**9)
        found.add(Sighting(_token("digest", file), codes["digest"], reported))
    if rnd.random() < 0.05:
        found.add(Sighting(_token("email", 0), codes["email"], said))
    if rnd.random() >= 0.4:
        return Imprint(tuple(found))
    text = rnd.randrange(50) if rnd.random() < 0.3 else 100 + report
    bands = [_token(f"text {band}", text) for band in range(BANDS)]
    found |= {Sighting(band, codes["text"], said) for band in bands}
    found |= {Sighting(_token(f"tight {band}", text), codes["same-text"], said) for band in range(4)}
    return Imprint(tuple(found), (marked(_token("text", text) * 5, bands),))


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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.linking")
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--inside", action="store_true")
    parser.add_argument("--fill", type=int)
    options = parser.parse_args()
    if options.fill is not None:
        _fill(options.fill)
    else:
        print(json.dumps(_inside(options.reports) if options.inside else measure(options.reports)))

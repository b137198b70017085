"""Worker, disk, clock, swap, logs: the machine the node runs on."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from besa.node.platform import worker
from besa.node.platform.ledger import moment
from besa.node.platform.models import LedgerEntry
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check

_CALM = timedelta(seconds=60)  # the worker writes twice a second, but may be busy with one long job


@check("Worker")
def heartbeat(occasion: Occasion) -> Iterator[Finding]:
    """The worker is alive."""
    cure = "Start it: systemctl start besa-worker (or `besa worker`). Without it nothing is sequenced or cleared up."
    try:
        last = datetime.fromisoformat((occasion.env.home / worker.HEARTBEAT).read_text(encoding="ascii"))
    except (OSError, ValueError):
        yield Finding("Worker", FAILS, "has never worked in this home", cure)
        return
    age = occasion.now - last
    if age <= _CALM:
        yield Finding("Worker", OK, "alive")
    else:
        yield Finding("Worker", FAILS, f"last seen {_ago(age)} ago", cure)


@check("Disk")
def disk(occasion: Occasion) -> Iterator[Finding]:
    """There is room for reports."""
    usage = shutil.disk_usage(occasion.env.home)
    part, free = usage.free / usage.total, usage.free / 1e9
    grade = FAILS if free < 0.5 or part < 0.02 else WARNING if free < 5 or part < 0.1 else OK
    cure = (
        ""
        if grade == OK
        else "Make room or move the home to a larger disk: below 10% no files are taken, on a full one no words."
    )
    yield Finding("Disk", grade, f"{free:.1f} GB free ({part:.0%})", cure)


@check("Clock")
def clock(occasion: Occasion) -> Iterator[Finding]:
    """The clock is plausible: promises and the ledger are measured with it."""
    newest = LedgerEntry.objects.order_by("-id").values_list("at_ms", flat=True).first()
    if newest is not None and moment(newest) > occasion.now + timedelta(minutes=1):
        yield Finding(
            "Clock",
            FAILS,
            f"the newest ledger entry is of {moment(newest):%Y-%m-%d %H:%M}, later than now",
            "Set the clock (timedatectl set-ntp true) before anything else is written.",
        )
    elif any(Path(sign).exists() for sign in ("/run/systemd/timesync/synchronized", "/run/chrony", "/run/ntpd.pid")):
        yield Finding("Clock", OK, "kept right over the network")
    else:
        yield Finding(
            "Clock",
            WARNING,
            "nothing here says that it is kept right over the network",
            "Install systemd-timesyncd or chrony, unless the host of this virtual machine keeps its clock.",
        )


@check("Swap")
def swap(occasion: Occasion) -> Iterator[Finding]:
    """What is read in memory is not written to a disk in clear."""
    try:
        areas = [line.split()[0] for line in Path("/proc/swaps").read_text(encoding="ascii").splitlines()[1:]]
    except OSError:
        areas = []
    clear = [area for area in areas if not area.startswith(("/dev/zram", "/dev/dm-", "/dev/mapper/"))]
    if clear:
        yield Finding(
            "Swap",
            WARNING,
            f"{', '.join(clear)} may take up memory with opened reports in clear",
            "Switch it off (swapoff -a) or encrypt it (crypttab, option swap).",
        )
    else:
        yield Finding("Swap", OK, "none in clear")


@check("Logs")
def logs(occasion: Occasion) -> Iterator[Finding]:
    """Nothing on this machine writes down who visited."""
    django = logging.getLogger("django")
    leaking = django.propagate or any(not isinstance(handler, logging.NullHandler) for handler in django.handlers)
    yield Finding(
        "Logs of the node",
        FAILS if leaking else OK,
        "requests could be logged" if leaking else "carry no request: no address, no browser, no path",
        "Do not change LOGGING in faces/settings.py." if leaking else "",
    )
    places = [
        *Path("/var/log/nginx").glob("*access*"),
        *Path("/var/log/caddy").glob("*"),
        *occasion.env.home.glob("*.log"),
    ]
    written = []
    for place in places:
        try:
            if place.stat().st_size:
                written.append(str(place))
        except OSError:
            continue
    if written:
        yield Finding(
            "Logs of the proxy",
            WARNING,
            f"{written[0]} holds something" + (f", and {len(written) - 1} others" if len(written) > 1 else ""),
            "Use docs/proxy (access_log off), look what is inside, and shred it if it names visitors.",
            tuple(written),
        )
    else:
        yield Finding("Logs of the proxy", OK, "no access log found in /var/log/nginx, /var/log/caddy or the home")


def _ago(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes} minutes" if minutes < 180 else f"{minutes // 60} hours"

"""A year of referrals into a real node: read, identified, judged, sealed, committed, marked, then linked and ranked.

On SQLite, and on PostgreSQL where BESA_DATABASE_URL names one. While others work on the machine only the processor
times say anything.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import machine
from bench.databases import server_seconds
from bench.node import RunningNode, running_node

PORT = 8193
WORLD = 36_000_000
"""CyberTipline reports in a year, and the days in which this one machine is to take them in."""
DAYS = 1.5
_STEPS_OF = 4_000
_AT_ONCE = 50_000
_UNLINKED = (
    "from besa.node.faces.cli import set_up_django\nset_up_django()\n"
    "import sys, time\nfrom besa.node.reports.models import Report\n"
    "while Report.objects.filter(linked=False).exists():\n    time.sleep(0.5)\n"
    "print(Report.objects.count())\n"
)


@dataclass(frozen=True)
class Run:
    """One import into a node that links meanwhile: seconds on the clock, processor seconds by who used them, MB."""

    count: int
    kept: int
    imported: float
    linked: float
    import_cpu: float
    node_cpu: float
    server_cpu: float | None
    import_memory: float
    node_memory: float

    @property
    def cpu(self) -> float:
        return self.import_cpu + self.node_cpu + (self.server_cpu or 0.0)


def measure(reports: int = 16_000) -> list[dict[str, object]]:
    """Import the synthetic year of `bench.year` with two processes into a node that serves and links meanwhile."""
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="besa-bench-year-") as name:
        year, part = Path(name) / "year", Path(name) / "part"
        _write_year(year, reports)
        _write_year(part, min(reports, _STEPS_OF))
        for url in dict.fromkeys(("", os.environ.get("BESA_DATABASE_URL", ""))):
            with _on(url):
                run = _run(sorted(year.glob("*/referrals")))
                steps = _steps(part / "001" / "referrals")
                rows += [{**row, "on": machine.database()} for row in (*_told(run), *_told_steps(steps))]
    return rows


def _told(run: Run) -> list[dict[str, object]]:
    asked = "≥ 300/s" if machine.on_postgresql() else "≥ 200/s"
    cores = len(os.sched_getaffinity(0))
    each = 1000 * run.cpu / run.count
    rate = run.count / run.linked
    server = [("– the database server", run.server_cpu)] if run.server_cpu is not None else []
    users = [("– the import", run.import_cpu), ("– the node: linking, ledger, pages", run.node_cpu), *server]
    return [
        _row(f"{run.count} referrals taken in, while others are linked", run.count / run.imported, "/s"),
        _row("the same until the last link is found", rate, "/s", asked),
        _row("the year imported, linked and ranked", run.linked, "s", "≤ 120 s for 16,000"),
        _row("processor time for each referral", each, "ms"),
        *(_row(who, 1000 * seconds / run.count, "ms") for who, seconds in users),
        _row(f"what {cores} cores could do at that", 1000 * cores / each, "/s", asked),
        _row("most memory of the import's processes (PSS)", run.import_memory, "MB", "≤ 500 MB"),
        _row("most memory of the node meanwhile (PSS)", run.node_memory, "MB"),
        _row("referrals read that are no report", run.count - run.kept, "", "0"),
        _row(
            f"the world's year ({WORLD / 1e6:.0f} million) at this speed",
            WORLD / rate / 86400,
            "days",
            f"{DAYS} as the far goal ({WORLD / DAYS / 86400:.0f}/s)",
        ),
    ]


def _row(what: str, measured: float, unit: str, asked: str = "") -> dict[str, object]:
    return {"what": what, "measured": measured, "unit": unit, "asked": asked}


def _told_steps(steps: dict[str, float]) -> list[dict[str, object]]:
    """Processor time of one process for each referral, the greatest first; a server's own time is not in it."""
    told = sorted(steps.items(), key=lambda step: -step[1])
    return [_row(f"step: {name}", ms, "ms") for name, ms in told]


def _write_year(folder: Path, reports: int) -> None:
    """Many as several years of other people, each with its own seed: a single one would need 10 GB of memory."""
    for seed, first in enumerate(range(0, reports, _AT_ONCE), start=1):
        part = folder / f"{seed:03d}"
        count = str(min(_AT_ONCE, reports - first))
        which = ["--reports", count, "--seed", str(seed), "--after", str(first)]
        subprocess.run([sys.executable, "-m", "bench.year", str(part), *which], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _on(url: str) -> Iterator[None]:
    """With this BESA_DATABASE_URL; without one for SQLite."""
    before = os.environ.pop("BESA_DATABASE_URL", None)
    if url:
        os.environ["BESA_DATABASE_URL"] = url
    try:
        yield
    finally:
        os.environ.pop("BESA_DATABASE_URL", None)
        if before is not None:
            os.environ["BESA_DATABASE_URL"] = before


def _run(folders: list[Path]) -> Run:
    with running_node(PORT) as node:
        node_before, server_before = node.cpu_seconds(), server_seconds()
        began = time.perf_counter()
        with _most_memory(node) as node_memory:
            count, import_memory, import_cpu = _import(node, folders)
            imported = time.perf_counter() - began
            waiting = [sys.executable, "-c", _UNLINKED]
            there = subprocess.run(waiting, env=node.env, check=True, capture_output=True, text=True)
            linked = time.perf_counter() - began
        server = server_seconds()
        return Run(
            count=count,
            kept=int(there.stdout),
            imported=imported,
            linked=linked,
            import_cpu=import_cpu,
            node_cpu=node.cpu_seconds() - node_before,
            server_cpu=None if server is None or server_before is None else server - server_before,
            import_memory=import_memory,
            node_memory=node_memory[0],
        )


def _import(node: RunningNode, folders: list[Path]) -> tuple[int, float, float]:
    """How many were read, the most memory in MB, and processor seconds."""
    besa = str(Path(sys.executable).with_name("besa"))
    command = [besa, "referrals", "import", *map(str, folders), "--from", "ncmec"]
    used = _children()
    process = subprocess.Popen(command, env=node.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with _most_memory(RunningNode(node.home, node.port, process.pid, node.env)) as most:
        said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}: {said}")
    return int(said.split()[1]), most[0], _children() - used


@contextmanager
def _most_memory(node: RunningNode) -> Iterator[list[float]]:
    """The most memory of a process and its children so far, in MB, as the only element."""
    most, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            most[0] = max(most[0], node.memory_mb())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()


def _children() -> float:
    """Processor seconds of every child that has ended, and of theirs."""
    used = os.times()
    return used.children_user + used.children_system


def _steps(folder: Path) -> dict[str, float]:
    with running_node(PORT, face="staff") as node:
        command = [sys.executable, "-m", "bench.steps", str(folder)]
        env = {**node.env, "BESA_FACE": "worker"}
        told = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    steps: dict[str, float] = json.loads(told.stdout)["steps"]
    return steps

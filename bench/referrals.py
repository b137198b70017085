"""A year of referrals into a real node: read, identified, judged, sealed, committed, marked, then linked and ranked."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.node import RunningNode, running_node

PORT = 8193
_UNLINKED = (
    "from besa.node.faces.cli import set_up_django\nset_up_django()\n"
    "import sys, time\nfrom besa.node.reports.models import Report\n"
    "while Report.objects.filter(linked=False).exists():\n    time.sleep(0.5)\n"
    "print(Report.objects.count())\n"
)


def measure(reports: int = 16_000) -> list[dict[str, object]]:
    """Import the synthetic year of `bench.year` with two processes into a node that serves and links meanwhile."""
    with tempfile.TemporaryDirectory(prefix="besa-bench-year-") as folder, running_node(PORT) as node:
        year = [sys.executable, "-m", "bench.year", folder, "--reports", str(reports)]
        subprocess.run(year, check=True, stdout=subprocess.DEVNULL)
        before = node.cpu_seconds()
        began = time.perf_counter()
        count, memory, cpu = _import(node, Path(folder) / "referrals")
        imported = time.perf_counter() - began
        there = subprocess.run(
            [sys.executable, "-c", _UNLINKED], env=node.env, check=True, capture_output=True, text=True
        )
        linked = time.perf_counter() - began
        served = node.cpu_seconds() - before
        kept = int(there.stdout)
    return [
        {
            "what": f"{count} referrals: taken in, judged, sealed and committed, while the worker links",
            "measured": count / imported,
            "unit": "/s",
            "asked": "≥ 200 SQLite, ≥ 300 PostgreSQL",
        },
        {
            "what": "the same until every link is found too",
            "measured": count / linked,
            "unit": "/s",
            "asked": "≥ 200 SQLite, ≥ 300 PostgreSQL",
        },
        {"what": f"a year of {count}: imported, linked and ranked", "measured": linked, "unit": "s", "asked": "≤ 120"},
        {"what": "processor time of the import for each referral", "measured": 1000 * cpu / count, "unit": "ms"},
        {"what": "processor time of the node (linking) for each", "measured": 1000 * served / count, "unit": "ms"},
        {"what": "most memory of the import's processes (PSS)", "measured": memory, "unit": "MB", "asked": "≤ 500"},
        {"what": "referrals read that are no report", "measured": count - kept, "asked": "0"},
        {
            "what": "36 million (the world's year) at this speed",
            "measured": 36e6 / (count / linked) / 86400,
            "unit": "days",
            "asked": "1.5 as the far goal",
        },
    ]


def _import(node: RunningNode, folder: Path) -> tuple[int, float, float]:
    """How many were read, the most memory in MB, and processor seconds."""
    command = [str(Path(sys.executable).with_name("besa")), "referrals", "import", str(folder), "--from", "ncmec"]
    used = _children()
    process = subprocess.Popen(command, env=node.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    most = 0.0

    def watch() -> None:
        nonlocal most
        running = RunningNode(node.home, node.port, process.pid, node.env)
        while process.poll() is None:
            most = max(most, running.memory_mb())
            time.sleep(0.5)

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = process.communicate()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}: {said}")
    return int(said.split()[1]), most, _children() - used


def _children() -> float:
    """Processor seconds of every child that has ended, and of theirs."""
    used = os.times()
    return used.children_user + used.children_system

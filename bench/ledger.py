"""Measure the ledger: what a mark costs, how fast entries get into the tree, what checking it takes.

`python -m bench.ledger --entries 1000000` measures another size; the node it fills is made for this and removed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ENTRIES = 100_000
_MARKS = 2_000


def measure(entries: int = ENTRIES) -> list[dict[str, Any]]:
    """Rows {what, measured, unit, asked}, from a process of its own with a node of its own."""
    from bench.analyst import measured_apart

    return measured_apart("bench.ledger", "--entries", str(entries))


def _inside(entries: int) -> list[dict[str, Any]]:
    from datetime import UTC, datetime

    from besa.node.faces import cli, new_node
    from besa.node.platform import home

    new_node.make_home(kind=home.LIVE, name="bench.besa.invalid")
    cli.set_up_django()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0, interactive=False)
    from besa.node.platform import ledger, ledger_keys, sequencer
    from besa.node.platform.actors import REPORTER
    from besa.node.platform.checkpoint_archive import CheckpointArchive
    from besa.node.platform.ledger_check import check_ledger
    from besa.node.platform.ledger_proofs import prove_entry
    from besa.node.platform.models import Job, LedgerEntry

    now = datetime.now(UTC)
    archive = CheckpointArchive(home.folder("checkpoints") / "log.txt")
    keys = ledger_keys.signing()

    def act(*, marked: bool) -> float:
        """Seconds for one committed act, with or without its mark."""
        start = time.perf_counter()
        for _ in range(_MARKS // 4):
            with transaction.atomic():
                Job.objects.create(kind="bench", due=now)
                if marked:
                    ledger.record(actor=REPORTER, verb="platform.backup.made", object_id="bench", payload=b"x" * 6000)
        return (time.perf_counter() - start) / (_MARKS // 4)

    act(marked=True)
    plain, marked = act(marked=False), act(marked=True)
    start = time.perf_counter()
    with transaction.atomic():
        for _ in range(_MARKS):
            ledger.record(actor=REPORTER, verb="platform.backup.made", object_id="bench", payload=b"x" * 6000)
    alone = (time.perf_counter() - start) / _MARKS

    from secrets import token_hex

    waiting = entries - LedgerEntry.objects.count()
    for at in range(0, waiting, 10_000):
        LedgerEntry.objects.bulk_create(
            [
                LedgerEntry(
                    name=token_hex(16), at_ms=ledger.milliseconds(now), actor="staff/heron",
                    verb="reports.report.opened", object_id=f"{number:032x}", digest=bytes(32),
                )
                for number in range(at, min(at + 10_000, waiting))
            ]
        )  # fmt: skip
    start = time.perf_counter()
    sequenced = sequencer.sequence_all(now=now, keys=keys, archive=archive)
    into_tree = sequenced.count / (time.perf_counter() - start)
    single = []
    for _ in range(50):
        with transaction.atomic():
            ledger.record(actor=REPORTER, verb="platform.backup.made", object_id="bench", payload=b"")
        start = time.perf_counter()
        sequencer.sequence_all(now=now, keys=keys, archive=archive)
        single.append(time.perf_counter() - start)

    start = time.perf_counter()
    report = check_ledger(now=now, keys=keys.vkeys, archive=archive, outside={})
    checked = report.size / (time.perf_counter() - start)
    if not report.intact:
        raise RuntimeError(f"the ledger does not verify: {report.findings[:3]}")
    command = [str(Path(sys.executable).with_name("besa")), "ledger", "verify"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    start = time.perf_counter()
    for sequence in range(0, report.size, max(1, report.size // 100)):
        prove_entry(str(sequence))
    proof = (time.perf_counter() - start) / 100
    return [
        {"what": "one mark inside a transaction", "measured": alone * 1000, "unit": "ms", "asked": "one insert"},
        {
            "what": "mark added to a committed act of one row",
            "measured": (marked - plain) * 1000,
            "unit": "ms",
            "asked": "",
        },
        {
            "what": "entries put into the tree",
            "measured": into_tree,
            "unit": "/s",
            "asked": "≥ 1,000 (thousands a batch)",
        },
        {
            "what": "placing and signing a single entry",
            "measured": sorted(single)[25] * 1000,
            "unit": "ms",
            "asked": "seconds",
        },
        {
            "what": f"checking the whole ledger ({report.size} entries)",
            "measured": checked,
            "unit": "entries/s",
            "asked": "",
        },
        {"what": "memory of `besa ledger verify`, all of it", "measured": memory, "unit": "MB", "asked": "flat"},
        {"what": "making and checking one proof file", "measured": proof * 1000, "unit": "ms", "asked": ""},
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    print(json.dumps(_inside(chosen.entries) if chosen.inside else measure(chosen.entries), ensure_ascii=False))

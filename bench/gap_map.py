"""Measure the gap map: processor time and memory of all combinations over all States, in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from datetime import date

_ON = date(2026, 11, 22)


def measure(acts: int = 0) -> list[dict[str, object]]:
    """`acts`: only so many of them; 0: all."""
    found = subprocess.run(
        [sys.executable, "-m", "bench.gap_map", str(acts)], check=True, capture_output=True, text=True
    )
    told = json.loads(found.stdout)
    what = f"{told['combinations']:,} combinations of {told['states']} States"
    return [
        {"what": what, "measured": told["seconds"], "unit": "s on one core", "asked": "60 on two"},
        {"what": "memory of it, with the program", "measured": told["bytes"] / 2**20, "unit": "MiB", "asked": "1,024"},
    ]


def _measured(acts: int) -> dict[str, object]:
    from besa.core.jurisdiction import load
    from besa.core.jurisdiction.gaps import survey

    law = load()
    chosen = tuple(law.acts.by_code)[: acts or None]
    begun = time.process_time()
    aggregate = survey(law, on=_ON, acts=chosen).aggregate
    return {
        "seconds": time.process_time() - begun,
        "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "states": len(law.states),
        "combinations": aggregate.count("who.combinations") + aggregate.count("duty.combinations"),
    }


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))

"""Where the processor time of referrals goes: one process takes a folder in and links it, and is looked at meanwhile.

Run as `python -m bench.steps FOLDER` with the settings of an empty node that nobody else works in. Prints JSON: how
many reports, and milliseconds of processor time for each by step. A thousand times a second what is on top of the stack
counts for the step of the innermost file that has one: time in Django or in a library counts for who called it.
"""

from __future__ import annotations

import contextlib
import io
import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import FrameType

_EVERY = 0.001
# A file belongs to a step if one of these stands in its path; files that several steps use belong to none.
_STEPS = {
    "read the file": ("besa/core/formats/", "referrals/gathering.py"),
    "find identifiers and what else can be compared": ("besa/core/identifiers/", "linking/traces.py"),
    "make blind tokens and sketches of it": ("linking/imprints.py", "reports/judging.py"),
    "look up how often it was seen": ("queries/seen.py",),
    "judge, and say it in words": ("besa/core/triage/", "referrals/judging.py", "referrals/telling.py"),
    "seal": ("sealing/wrapping.py", "sealing/boxes.py", "sealing/record_keys.py", "/seals.py"),
    "mark in the ledger, put it into the tree": ("platform/ledger.py", "platform/sequencer.py", "besa/core/ledger/"),
    "write and commit": (
        "actions/receive.py",
        "actions/refer_in.py",
        "reports/actions/imprints.py",
        "actions/importing.py",
    ),
    "link: compare and weigh": ("linking/linker.py", "linking/tying.py", "linking/comparing.py"),
    "link: load and write": ("node/links/", "reports/queries/imprints.py", "reports/actions/linked.py"),
}
OTHER = "everything else"


def main(folder: Path) -> None:
    from besa.node.faces.cli import set_up_django

    set_up_django()
    from besa.node.reports import queries as reports

    said = io.StringIO()
    with _sampled() as seen, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        _take_in(folder)
    count = int(said.getvalue().rpartition("read ")[2].split()[0])
    if reports.not_linked(limit=1):
        raise RuntimeError("some reports were not linked")
    spent, struck = seen.pop(""), seen.total()
    print(json.dumps({"reports": count, "steps": {step: spent * n / struck / count for step, n in seen.items()}}))


def _take_in(folder: Path) -> None:
    from besa.node.links import actions as links
    from besa.node.platform import home, ledger_keys, sequencer
    from besa.node.platform.checkpoint_archive import CheckpointArchive
    from besa.node.referrals import console

    console.take_in((folder,), "bench", "A source", "", "", 1)
    archive = CheckpointArchive(home.folder("checkpoints") / "log.txt")
    sequencer.sequence_all(now=datetime.now(UTC), keys=ledger_keys.signing(), archive=archive)
    while links.catch_up(now=datetime.now(UTC)):
        pass


@contextmanager
def _sampled() -> Iterator[Counter[str]]:
    """Counts by step, filled at the end; under "" stand the milliseconds of processor time."""
    seen: Counter[str] = Counter()

    def strike(_signal: int, frame: FrameType | None) -> None:
        seen[_step(frame)] += 1

    signal.signal(signal.SIGPROF, strike)
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    try:
        yield seen
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        seen[""] = round(1000 * (time.process_time() - began))


def _step(frame: FrameType | None) -> str:
    while frame is not None:
        if step := _of_file(frame.f_code.co_filename):
            return step
        frame = frame.f_back
    return OTHER


@cache
def _of_file(path: str) -> str:
    return next((step for step, parts in _STEPS.items() if any(part in path for part in parts)), "")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The ledger holds, and nothing waits longer for its place than was promised."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.platform import ledger, ledger_check, ledger_keys, ledger_witnesses
from besa.node.platform.checkpoint_archive import CheckpointArchive
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Ledger")
def holds(occasion: Occasion) -> Iterator[Finding]:
    """Every entry stands where it was signed."""
    if occasion.quick:
        yield Finding("Ledger", WARNING, "was not audited (--quick)", "Run `besa check` without --quick.")
        return
    archive = CheckpointArchive(occasion.env.home / "checkpoints" / "log.txt")
    report = ledger_check.check_ledger(
        now=occasion.now,
        keys=ledger_keys.verifying(),
        archive=archive,
        outside=ledger_witnesses.countersigned(archive.path.parent),
    )
    bad = tuple(f"{finding.where}: {finding.found}" for finding in report.findings if finding.tampering)
    yield Finding(
        "Ledger",
        OK if report.intact else FAILS,
        f"{len(bad)} things were changed after they were signed"
        if bad
        else f"{report.entries} entries agree with {report.checkpoints} signed checkpoints",
        "" if report.intact else "Change nothing. Copy the home as it is, then run `besa ledger verify`.",
        bad,
    )
    yield Finding(
        "Ledger, witnesses",
        OK if report.protected else WARNING,
        f"others hold checkpoints up to entry {report.protected}"
        if report.protected
        else "nobody outside holds a checkpoint: whoever has this machine and its keys could rewrite its history",
        "" if report.protected else "Ask a partner to countersign (`besa ledger witness --help`).",
    )


@check("Ledger, waiting entries")
def sequenced(occasion: Occasion) -> Iterator[Finding]:
    """Entries get their place within a minute."""
    waiting = ledger.waiting(occasion.now)
    if waiting.late:
        yield Finding(
            "Ledger, waiting entries",
            FAILS,
            f"{waiting.count} wait, the oldest since {waiting.oldest:%Y-%m-%d %H:%M:%S} UTC",
            "Start the worker. If it runs, its log says why it does not sequence.",
        )
    else:
        yield Finding("Ledger, waiting entries", OK, f"{waiting.count} wait, none longer than promised")

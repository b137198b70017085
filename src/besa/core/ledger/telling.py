"""Say in plain lines what was proven or found, for whoever typed the command."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime

from besa.core.ledger.findings import Finding, VerifyReport
from besa.core.ledger.receipts import Proven


def proven_in_words(proven: Proven) -> str:
    """A few lines on what a proof file proves and who vouches for it."""
    checkpoint = proven.checkpoint
    lines = []
    if proven.entry:
        at = datetime.fromtimestamp(proven.entry.at_ms / 1000, UTC).isoformat(" ", "milliseconds")
        lines += [
            f"PROVEN: this is entry {proven.sequence} of {checkpoint.size} in the ledger {checkpoint.origin}.",
            f"  time    {at}",
            f"  actor   {proven.entry.actor}",
            f"  verb    {proven.entry.verb}",
            f"  object  {proven.entry.object_id}",
            f"  SHA-256 of what it was about: {proven.entry.digest.hex()}",
        ]
    elif proven.old:
        size, root = proven.old
        lines += [
            f"PROVEN: the ledger {checkpoint.origin} only grew from {size} to {checkpoint.size} entries.",
            f"  root at {size}: {b64encode(root).decode()}",
            "  If that is the root you kept (or you gave your checkpoint), no entry before it was touched.",
        ]
    for vouched in proven.vouched:
        when = "" if vouched.at is None else f" at {datetime.fromtimestamp(vouched.at, UTC).isoformat(' ')}"
        lines.append(f"  signed by {vouched.key.name} ({vouched.key.kind.name}){when}")
    return "\n".join(lines) + "\n"


def report_in_words(report: VerifyReport) -> Iterator[str]:
    """The lines of a report: a short table, then every finding with its meaning and what to do."""
    root = b64encode(report.root).decode() if report.root else "does not come out whole"
    rows = [
        ("signed entries", f"{report.size}"),
        ("rows found", f"{report.entries}"),
        ("root", root),
        ("checkpoints compared", f"{report.checkpoints}, of them {report.outside} held outside"),
        ("protected from outside", _protection(report)),
        ("findings", f"{len(report.findings) + report.left_out}"),
    ]
    for name, value in rows:
        yield f"{name:<24}{value}"
    for number, finding in enumerate(report.findings, 1):
        yield ""
        yield from finding_in_words(number, finding)
    if report.left_out:
        yield f"\n… and {report.left_out} more findings."
    yield ""
    if report.intact:
        yield "The ledger is whole: every entry is as it was signed."
    else:
        yield "THE LEDGER IS NOT WHOLE. Change nothing on this machine before you have made a copy of it."


def finding_in_words(number: int, finding: Finding) -> Iterator[str]:
    """One finding in up to four lines."""
    yield f"{number}. {finding.kind.value}{' · ' + finding.where if finding.where else ''}"
    yield f"   Found:  {finding.found}"
    yield f"   Means:  {finding.means}"
    yield f"   Do:     {finding.todo}"


def _protection(report: VerifyReport) -> str:
    if not report.size:
        return "nothing signed yet"
    if not report.outside:
        return "none: nobody outside holds a checkpoint that was given here (see --checkpoint)"
    return f"entries 0 to {report.protected - 1} of {report.size}" if report.protected else "none"

"""Audit the ledger of a restored database, wherever it is, without the node running: what a restore checks.

The node's settings and key files may not be there yet, so this reads three tables of this room by plain SQL.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from besa.core.ledger import Claim, NoteBroken, VerifyReport, audit
from besa.core.ledger.claims import DATABASE, largest_signed
from besa.core.ledger.stored import RowValues
from besa.node.platform import ledger_keys
from besa.node.platform.checkpoint_archive import CheckpointArchive
from besa.node.platform.restored_database import RestoredDatabase

_MANIFEST = "the backup's manifest"


@dataclass(frozen=True)
class Outcome:
    """What was found, in sentences; `sound` is False when something was changed, cut off or could not be checked."""

    sentences: tuple[str, ...]
    sound: bool


def check(home: Path, database_url: str, about: dict[str, object]) -> Outcome:
    """Audit the ledger against its own checkpoints, the archive of them in `home`, and the manifest's checkpoint.

    `about` is the manifest's "ledger": {"size": int, "checkpoint": signed note, "keys": verifier keys}.
    """
    try:
        keys = ledger_keys.parse_public(str(about.get("keys", "")))
    except NoteBroken:
        return Outcome(("The ledger could not be checked: the backup holds no public keys of it.",), sound=False)
    archive = CheckpointArchive(home / "checkpoints" / "log.txt")
    sizes = archive.sizes()
    with closing(_Rows(database_url)) as rows:
        rows.freeze()
        claimed = cast("int", about.get("size", 0))
        manifest = [Claim(claimed, _MANIFEST, str(about["checkpoint"]))] if about.get("checkpoint") else []
        report = audit(
            rows,
            heapq.merge(rows.claims(), archive.claims(sizes), manifest, key=lambda claim: claim.size),
            keys=keys,
            size=max(
                largest_signed(rows.claims(newest_first=True), keys),
                largest_signed(archive.newest_first(sizes), keys),
                largest_signed(manifest, keys),
            ),
            end=rows.end(),
            archived=sizes[-2] if sizes else None,
        )
    names = ", ".join(sorted({key.key_id.hex() for key in keys}))
    return Outcome(
        (*_sentences(report, claimed), f"Signed by the ledger keys {names}: compare with your own note of them."),
        sound=report.intact,
    )


def mark_restored(database_url: str, *, node: str, now: datetime, made: str) -> None:
    """Leave a mark in the restored ledger that this history was continued from a backup."""
    with closing(_Rows(database_url)) as rows:
        rows.record(actor="operator", verb="platform.backup.restored", object_id=node, payload={"made": made}, now=now)


def _sentences(report: VerifyReport, claimed: int) -> Iterator[str]:
    if report.intact:
        yield (
            f"The ledger holds: {report.entries} entries give the roots that {report.checkpoints} signed checkpoints "
            f"state" + (f", the one in the manifest (size {claimed}) among them." if claimed else ".")
        )
        return
    yield f"THE LEDGER DOES NOT HOLD: {len(report.findings) + report.left_out} findings."
    for finding in report.findings[:20]:
        if finding.tampering:
            yield f"{finding.where}: {finding.found} {finding.means}"


class _Rows(RestoredDatabase):
    """The ledger's tables of one database: a StoredLog, and the checkpoints."""

    def freeze(self) -> None:
        """See one moment from now on, whatever a running node writes meanwhile."""
        self.execute("BEGIN" if self.sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def rows(self, first: int, end: int) -> list[RowValues]:
        """As StoredLog asks."""
        found = self.execute(
            "SELECT sequence, name, at_ms, actor, verb, object_id, digest FROM platform_ledgerentry "
            "WHERE sequence >= %s AND sequence < %s ORDER BY sequence",
            (first, end),
        )
        return [(*row[:6], bytes(row[6])) for row in found]

    def tile(self, level: int, number: int) -> bytes | None:
        """As StoredLog asks."""
        found = self.execute("SELECT hashes FROM platform_ledgertile WHERE level = %s AND number = %s", (level, number))
        return bytes(found[0][0]) if found else None

    def end(self) -> int:
        """One more than the largest sequence."""
        highest = self.execute("SELECT max(sequence) FROM platform_ledgerentry")[0][0]
        return 0 if highest is None else highest + 1

    def claims(self, *, newest_first: bool = False) -> Iterator[Claim]:
        """Every checkpoint in the database by size, a hundred at a time."""
        beyond, order, last = ("<", "DESC", 2**62) if newest_first else (">", "ASC", -1)
        while True:
            found = self.execute(
                f"SELECT size, note FROM platform_ledgercheckpoint WHERE size {beyond} %s "  # noqa: S608 - our own words
                f"ORDER BY size {order} LIMIT 100",
                (last,),
            )
            if not found:
                return
            for size, note in found:
                yield Claim(size, DATABASE, note)
            last = found[-1][0]

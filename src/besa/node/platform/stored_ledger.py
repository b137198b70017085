"""The ledger's rows and tiles as the audit reads them: streamed, and exactly as stored, tampered or not."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from besa.core.ledger import Claim
from besa.core.ledger.claims import DATABASE
from besa.core.ledger.stored import RowValues
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry, LedgerTile

_FIELDS = ("sequence", "name", "at_ms", "actor", "verb", "object_id", "digest")
_TOO_FAR = 2**62
_PAGE = 500


class StoredLedger:
    """A besa.core.ledger StoredLog over this node's database."""

    def rows(self, first: int, end: int) -> Iterator[RowValues]:
        found = LedgerEntry.objects.filter(sequence__gte=first, sequence__lt=end).order_by("sequence", "id")
        for row in found.values_list(*_FIELDS).iterator(chunk_size=4096):
            yield _plain(row)

    def tile(self, level: int, number: int) -> bytes | None:
        hashes = LedgerTile.objects.filter(level=level, number=number).values_list("hashes", flat=True).first()
        return None if hashes is None else bytes(hashes)

    def end(self) -> int:
        """One more than the largest place any row has."""
        placed = LedgerEntry.objects.filter(sequence__gte=0, sequence__lt=_TOO_FAR).order_by("-sequence")
        highest = placed.values_list("sequence", flat=True).first()
        return 0 if highest is None else int(highest) + 1

    def misplaced(self) -> list[RowValues]:
        """Up to a hundred rows whose place no sequencer can have given."""
        wrong = LedgerEntry.objects.filter(Q(sequence__lt=0) | Q(sequence__gte=_TOO_FAR))
        return [_plain(row) for row in wrong.values_list(*_FIELDS)[:100]]

    def waiting(self, limit: int) -> list[RowValues]:
        """The first rows that have no place in the tree yet, oldest first."""
        rows = LedgerEntry.objects.filter(sequence=None).order_by("id").values_list(*_FIELDS)[:limit]
        return [_plain(row) for row in rows]

    def checkpoints(self, *, newest_first: bool = False) -> Iterator[Claim]:
        """Every stored checkpoint as a claim of the database, by size."""
        order = "-size" if newest_first else "size"
        last: int | None = None
        while True:  # by pages, so that neither memory nor a cursor is held while the audit runs
            page = LedgerCheckpoint.objects.order_by(order)
            if last is not None:
                page = page.filter(size__lt=last) if newest_first else page.filter(size__gt=last)
            found = list(page.values_list("size", "note")[:_PAGE])
            for size, note in found:
                yield Claim(size, DATABASE, note)
            if len(found) < _PAGE:
                return
            last = found[-1][0]


def _plain(row: tuple[object, ...]) -> RowValues:
    digest = row[6]
    return (*row[:6], bytes(digest)) if isinstance(digest, memoryview) else row  # type: ignore[return-value]

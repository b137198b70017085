"""Make proof files from the stored tree; nothing is handed out that would not convince."""

from __future__ import annotations

from django.db.models import QuerySet

from besa.core.ledger import Entry, Note, tile_reader
from besa.core.ledger.receipts import check_file, consistency_file, inclusion_file
from besa.node.platform import ledger_keys
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry
from besa.node.platform.stored_ledger import StoredLedger


class NothingToProve(LookupError):
    """There is no such entry or checkpoint, or not yet; says which."""


def newest() -> Note:
    """The newest signed checkpoint.

    Raises:
        NothingToProve: nothing was signed yet.
    """
    stored = LedgerCheckpoint.objects.order_by("-size").first()
    if stored is None:
        raise NothingToProve("nothing was signed yet. The worker (`besa worker`) signs the first checkpoint.")
    return Note.parse(stored.note)


def prove_entry(which: str) -> str:
    """The proof file for one entry: `which` is its sequence number or its name of 32 hex digits.

    Raises:
        NothingToProve: there is no such entry, or it has no place in the tree yet.
        LedgerError: the stored ledger does not bear the proof out, so it was changed.
    """
    found = LedgerEntry.objects.filter(name=which) if len(which) == 32 else _by_number(which)
    row = found.first()
    if row is None:
        raise NothingToProve(f"there is no entry '{which}'.")
    if row.sequence is None:
        raise NothingToProve(f"entry {row.name} has no place in the tree yet. Try again in a minute.")
    entry = Entry(row.name, row.at_ms, row.actor, row.verb, row.object_id, bytes(row.digest))
    return _convincing(inclusion_file(entry, row.sequence, newest(), tile_reader(StoredLedger().tile)))


def prove_growth(since: int) -> str:
    """The proof file that the ledger only grew since it had `since` entries.

    Raises:
        NothingToProve: it never had that many.
        LedgerError: the stored ledger does not bear the proof out, so it was changed.
    """
    note = newest()
    if not 0 < since <= note.checkpoint.size:
        raise NothingToProve(f"the newest checkpoint has {note.checkpoint.size} entries, not {since}.")
    return _convincing(consistency_file(since, note, tile_reader(StoredLedger().tile)))


def _by_number(which: str) -> QuerySet[LedgerEntry]:
    if not (which.isascii() and which.isdigit() and len(which) < 19):
        raise NothingToProve(f"'{which[:60]}' is neither a number nor a name of 32 letters and digits.")
    return LedgerEntry.objects.filter(sequence=int(which))


def _convincing(text: str) -> str:
    check_file(text, ledger_keys.verifying())
    return text

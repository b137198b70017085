"""Say what does not hold in a ledger: every error tells what was got, what was expected and what it means."""

from __future__ import annotations


class LedgerError(ValueError):
    """Something in a ledger, a proof or a checkpoint does not hold."""


class ProofBroken(LedgerError):
    """A proof does not lead to the root it should lead to."""


class NoteBroken(LedgerError):
    """A checkpoint or a signed note is malformed, or a signature on it does not verify."""


class EntryBroken(LedgerError):
    """An entry cannot be written down in the one canonical form."""


class TileBroken(LedgerError):
    """A stored tile is missing or has the wrong length."""

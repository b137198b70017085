"""The ledger's tree, proofs and signed checkpoints, checkable by anyone with this package alone.

Entry ─▶ leaf hash ─▶ tiles of 256 ─▶ root ─▶ checkpoint signed twice ─▶ held by others
prove_inclusion / prove_consistency  ─▶  verify_inclusion / verify_consistency
audit(rows, tiles, every checkpoint)  ─▶  VerifyReport of findings
"""

from besa.core.ledger.audit import audit
from besa.core.ledger.checkpoints import Checkpoint
from besa.core.ledger.claims import Claim
from besa.core.ledger.entries import Entry
from besa.core.ledger.errors import EntryBroken, LedgerError, NoteBroken, ProofBroken, TileBroken
from besa.core.ledger.findings import Finding, Kind, VerifyReport
from besa.core.ledger.frontier import Frontier
from besa.core.ledger.hashing import EMPTY_ROOT, leaf_hash, node_hash
from besa.core.ledger.notes import Note, Signature
from besa.core.ledger.payloads import canonical_json, payload_digest
from besa.core.ledger.proofs import prove_consistency, prove_inclusion
from besa.core.ledger.signers import LogKeys, Signer, countersign
from besa.core.ledger.tiles import grow, layout, tile_path, tile_reader
from besa.core.ledger.verification import verify_consistency, verify_inclusion
from besa.core.ledger.vkeys import VerifierKey

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "Claim",
    "Entry",
    "EntryBroken",
    "Finding",
    "Frontier",
    "Kind",
    "LedgerError",
    "LogKeys",
    "Note",
    "NoteBroken",
    "ProofBroken",
    "Signature",
    "Signer",
    "TileBroken",
    "VerifierKey",
    "VerifyReport",
    "audit",
    "canonical_json",
    "countersign",
    "grow",
    "layout",
    "leaf_hash",
    "node_hash",
    "payload_digest",
    "prove_consistency",
    "prove_inclusion",
    "tile_path",
    "tile_reader",
    "verify_consistency",
    "verify_inclusion",
]

"""A proof as one text file that an outsider can check with nothing but this package and the log's public keys.

    {"besa_ledger_proof": 1, "kind": "inclusion", "sequence": 7, "entry": {...}, "proof": [base64 …], "checkpoint": "…"}
    {"besa_ledger_proof": 1, "kind": "consistency", "old": {"size": 5, "root": base64}, "proof": […], "checkpoint": "…"}

`entry.written` is the exact text that is hashed; the other fields of `entry` only repeat it for people.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from besa.core.ledger.checkpoints import Checkpoint
from besa.core.ledger.entries import Entry, decode
from besa.core.ledger.errors import ProofBroken
from besa.core.ledger.notes import Note, Vouched
from besa.core.ledger.proofs import Proof, prove_consistency, prove_inclusion
from besa.core.ledger.subtrees import Reader, range_hash
from besa.core.ledger.verification import verify_consistency, verify_inclusion
from besa.core.ledger.vkeys import VerifierKey

VERSION = 1


@dataclass(frozen=True)
class Proven:
    """What a proof file proves: `entry` is number `sequence`, or the log only grew since `old` (size, root)."""

    checkpoint: Checkpoint
    vouched: tuple[Vouched, ...]
    entry: Entry | None = None
    sequence: int | None = None
    old: tuple[int, bytes] | None = None


def inclusion_file(entry: Entry, sequence: int, note: Note, read: Reader) -> str:
    """A file that proves `entry` is number `sequence` of the log whose checkpoint is `note`."""
    at = datetime.fromtimestamp(entry.at_ms / 1000, UTC).isoformat(timespec="milliseconds")
    return _file(
        {
            "kind": "inclusion",
            "sequence": sequence,
            "entry": {
                "time": at,
                "actor": entry.actor,
                "verb": entry.verb,
                "object": entry.object_id,
                "payload_sha256": entry.digest.hex(),
                "written": entry.encode().decode(),
            },
        },
        prove_inclusion(sequence, note.checkpoint.size, read),
        note,
    )


def consistency_file(old: int, note: Note, read: Reader) -> str:
    """A file that proves the log of `note` begins with the `old` entries it had before."""
    proof = prove_consistency(old, note.checkpoint.size, read)
    root = range_hash(0, old, read)
    return _file({"kind": "consistency", "old": {"size": old, "root": b64encode(root).decode()}}, proof, note)


def check_file(text: str, keys: tuple[VerifierKey, ...], *, known: Checkpoint | None = None) -> Proven:
    """What the proof file proves to somebody who trusts `keys`.

    `known` is a checkpoint the checker has kept: a consistency proof must then start from exactly that one.

    Raises:
        ProofBroken: the file is no proof, or what it claims does not follow.
        NoteBroken: its checkpoint is not signed by these keys.
    """
    data = _read(text)
    try:
        note = Note.parse(data["checkpoint"])
        checkpoint = note.checkpoint
        proof = [b64decode(item, validate=True) for item in data["proof"]]
        kind = data["kind"]
        old = (
            (int(data["old"]["size"]), b64decode(data["old"]["root"], validate=True)) if kind == "consistency" else None
        )
        entry = decode(data["entry"]["written"].encode()) if kind == "inclusion" else None
        sequence = int(data["sequence"]) if entry else None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ProofBroken(f"got a proof file with a part that cannot be read ({error}), expected it whole") from error
    vouched = note.vouched_by(keys)
    if checkpoint.origin not in {key.name for key in keys}:
        raise ProofBroken(
            f"got a checkpoint of {checkpoint.origin}, expected one of {keys[0].name}: another log's proof"
        )
    if entry is not None and sequence is not None:
        _same_words(data["entry"], entry)
        verify_inclusion(leaf=entry.leaf, index=sequence, size=checkpoint.size, root=checkpoint.root, proof=proof)
        return Proven(checkpoint, vouched, entry=entry, sequence=sequence)
    if old is None:
        raise ProofBroken(f"got a proof of kind '{str(kind)[:40]}', expected inclusion or consistency")
    if known and (known.origin != checkpoint.origin or (known.size, known.root) != old):
        raise ProofBroken(
            f"got a proof from size {old[0]}, expected one from your checkpoint of {known.size} entries of "
            f"{known.origin} with the same root: what you were given then is not what this proof starts from"
        )
    verify_consistency(old=old[0], new=checkpoint.size, old_root=old[1], new_root=checkpoint.root, proof=proof)
    return Proven(checkpoint, vouched, old=old)


def _same_words(shown: dict[str, Any], entry: Entry) -> None:
    for name, value in (
        ("actor", entry.actor),
        ("verb", entry.verb),
        ("object", entry.object_id),
        ("payload_sha256", entry.digest.hex()),
    ):
        if shown.get(name) != value:
            raise ProofBroken(f"got {name} '{str(shown.get(name))[:60]}', expected '{value}' as the written entry says")


def _file(values: dict[str, object], proof: Proof, note: Note) -> str:
    hashes = [b64encode(value).decode() for value in proof]
    data = {"besa_ledger_proof": VERSION, **values, "proof": hashes, "checkpoint": note.text}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _read(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ProofBroken(f"got a file that is not JSON ({error}), expected a proof file") from error
    if not isinstance(data, dict) or data.get("besa_ledger_proof") != VERSION:
        raise ProofBroken(f"got another kind of file, expected a proof file (besa_ledger_proof {VERSION})")
    return data

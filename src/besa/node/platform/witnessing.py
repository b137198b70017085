"""Be a witness for another node: countersign its ledger only while it grows, and remember what was signed.

A witness that signs two different histories is worth nothing, so what was signed is on disk before it is handed out.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from besa.core.ledger import Note, Signer, VerifierKey, countersign
from besa.core.ledger.receipts import Proven, check_file
from besa.core.ledger.vkeys import Kind
from besa.node.platform import environment, home, keyfiles

KEY = "worker/witness-mldsa44"


class WitnessRefuses(RuntimeError):
    """Countersigning would contradict or go beyond what was seen; says what is missing."""


def signer() -> Signer:
    """This node's witness key, made when first asked for; its name is the node's with /witness added."""
    try:
        seed = keyfiles.read(KEY)
    except keyfiles.KeyFileMissing:
        seed = secrets.token_bytes(32)
        keyfiles.write_new(environment.current().keys, KEY, seed)
    return Signer(f"{home.identity().name}/witness", Kind.MLDSA44, seed)


def sign_for(folder: Path, text: str, log_keys: tuple[VerifierKey, ...], witness: Signer, *, now: datetime) -> Note:
    """The other log's checkpoint with this witness's signature.

    `text` is a checkpoint, or a proof file of growth since the last checkpoint signed here. `folder` remembers the last
    one of each log.

    Raises:
        NoteBroken: the log itself did not sign with all its keys.
        ProofBroken: the proof does not hold.
        WitnessRefuses: the log shrank, changed, or grew without a proof.
    """
    proven = check_file(text, log_keys) if text.lstrip().startswith("{") else None
    note = Note.parse(json.loads(text)["checkpoint"] if proven else text)
    note.require(log_keys)
    checkpoint = note.checkpoint
    if checkpoint.origin != log_keys[0].name:
        raise WitnessRefuses(f"got a checkpoint of {checkpoint.origin}, expected one of {log_keys[0].name}.")
    path = folder / f"witnessed-{sha256(checkpoint.origin.encode()).hexdigest()}.txt"
    with (folder / "witnessed.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # comparing with the last one and remembering the new one is one step
        _must_follow(path, note, proven)
        signed = countersign(note, witness, at=int(now.timestamp()))
        _remember(path, signed.text)
    return signed


def _must_follow(path: Path, note: Note, proven: Proven | None) -> None:
    checkpoint = note.checkpoint
    last = Note.parse(path.read_text("utf-8")).checkpoint if path.exists() else None
    if last and last != checkpoint:
        if checkpoint.size <= last.size:
            raise WitnessRefuses(
                f"got a checkpoint of {checkpoint.size} entries, but {last.size} were countersigned before: the log "
                "was cut or changed. Keep both checkpoints; together they prove it."
            )
        if not proven or proven.old != (last.size, last.root):
            raise WitnessRefuses(
                f"{last.size} entries were countersigned before. Ask for the proof that the log only grew since: "
                f"besa ledger prove --since {last.size}"
            )


def _remember(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)

"""Keep checkpoints that others countersigned: nobody here can make their signature, so it protects the past."""

from __future__ import annotations

import os
from pathlib import Path

from besa.core.ledger import Note, NoteBroken, VerifierKey
from besa.core.ledger.notes import split_notes
from besa.node.platform import keyfiles

FILE = "witnesses.txt"
KEYS = "public/ledger-witnesses"


def known() -> tuple[VerifierKey, ...]:
    """The keys of the witnesses this node knows: one verifier key a line in keys/public/ledger-witnesses.

    Raises:
        NoteBroken: a line is no verifier key.
    """
    try:
        lines = keyfiles.read(KEYS).decode().splitlines()
    except keyfiles.KeyFileMissing:
        return ()
    return tuple(VerifierKey.parse(line) for line in lines if line.strip() and not line.startswith("#"))


def keep(folder: Path, text: str, log_keys: tuple[VerifierKey, ...]) -> tuple[str, ...]:
    """Append a countersigned checkpoint to witnesses.txt; gives the names of the witnesses whose signature holds.

    Raises:
        NoteBroken: it is no checkpoint of this log, or no known witness signed it.
    """
    note = Note.parse(text)
    note.vouched_by(log_keys)
    if note.checkpoint.origin != log_keys[0].name:
        raise NoteBroken(f"got a checkpoint of {note.checkpoint.origin}, expected one of {log_keys[0].name}")
    vouched = note.vouched_by(known())
    folder.mkdir(parents=True, exist_ok=True, mode=0o770)
    handle = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o660)
    with os.fdopen(handle, "ab") as file:
        file.write(f"{note.text}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    return tuple(one.key.name for one in vouched)


def countersigned(folder: Path) -> dict[str, str]:
    """{"witness NAME": the checkpoints it countersigned}, as far as they can be read and its signature holds."""
    keys = known()
    path = folder / FILE
    texts: dict[str, str] = {}
    if not keys or not path.exists():
        return texts
    for block in split_notes(path.read_text("utf-8", errors="replace")):
        try:
            note = Note.parse(block)
            names = {vouched.key.name for vouched in note.vouched_by(keys)}
        except NoteBroken:
            continue  # what a witness did not sign proves nothing either way
        for name in names:
            texts[f"witness {name}"] = f"{texts.get(f'witness {name}', '')}{note.text}\n"
    return texts

"""Check a proof file without a node: `python -m besa.core.ledger PROOF VKEYS [--checkpoint KEPT]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from besa.core.ledger.errors import LedgerError
from besa.core.ledger.notes import Note
from besa.core.ledger.receipts import check_file
from besa.core.ledger.telling import proven_in_words
from besa.core.ledger.vkeys import VerifierKey


def main(arguments: list[str] | None = None) -> int:
    """0 when the proof holds, 1 when it does not."""
    parser = argparse.ArgumentParser(prog="python -m besa.core.ledger", description=__doc__)
    parser.add_argument("proof", type=Path, help="the proof file")
    parser.add_argument("keys", type=Path, help="a file with the log's verifier keys, one a line")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint of that log you kept")
    chosen = parser.parse_args(arguments)
    try:
        keys = tuple(VerifierKey.parse(line) for line in chosen.keys.read_text("utf-8").split("\n") if line.strip())
        known = Note.parse(chosen.checkpoint.read_text("utf-8")) if chosen.checkpoint else None
        if known:
            known.vouched_by(keys)
        proven = check_file(chosen.proof.read_text("utf-8"), keys, known=known.checkpoint if known else None)
    except (LedgerError, OSError, UnicodeDecodeError) as error:
        sys.stdout.write(f"NOT PROVEN: {error}\n")
        return 1
    sys.stdout.write(proven_in_words(proven))
    return 0


if __name__ == "__main__":
    sys.exit(main())

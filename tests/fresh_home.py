"""Make a node's home for tests: node.json and random key files, nobody and nothing in it."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

KEY_FILES = (
    "public/pepper",
    "public/index",
    "public/django",
    "staff/django",
    "worker/ledger-ed25519",
    "worker/ledger-mldsa44",
)


def make(folder: Path, *, name: str = "test.besa.invalid") -> Path:
    """Fill `folder`, which may exist but must not be a home yet; returns it."""
    from besa.node.platform import home, keyfiles

    home.create(folder, home.NodeIdentity(node=secrets.token_hex(16), kind=home.LIVE, name=name))
    for key in KEY_FILES:
        keyfiles.write_new(folder / "keys", key, secrets.token_bytes(32))
    return folder


if __name__ == "__main__":
    make(Path(sys.argv[1]))

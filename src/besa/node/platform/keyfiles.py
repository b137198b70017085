"""Key files: secrets that live in files outside the database, one folder per process that may read them.

    keys/public/   pepper, index, django, and the public halves of the others   (public face, and every other)
    keys/staff/    django, vouch                                                (staff face)
    keys/worker/   ledger-ed25519, ledger-mldsa44, robot                        (worker only)

None of them opens a report: report keys are sealed to desks and to the reporter.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from besa.node.platform import environment

READERS = {
    "public": frozenset({"all", "public", "staff", "partners", "worker"}),
    "staff": frozenset({"all", "staff"}),
    "worker": frozenset({"all", "worker"}),
}
"""Which face reads which folder; docs/settings.md names every file, docs/systemd gives each folder its owner."""


class KeyFileMissing(RuntimeError):
    """A key file is not where it should be; says which one and what to do."""


@cache
def read(name: str) -> bytes:
    """The bytes of key file `name`, such as "public/pepper".

    Raises:
        KeyFileMissing: it is not there, or this process may not read it.
    """
    face = environment.current().face
    if face not in READERS[name.partition("/")[0]]:
        # Said also where one user runs everything: there the file system would not notice.
        raise KeyFileMissing(f"The key file {name} is not for the {face} face.")
    path = environment.current().keys / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeyFileMissing(
            f"The key file {path} cannot be read ({error.strerror}). Run `besa init` for a new node, "
            "or restore the key files of this node from their own backup."
        ) from error


def write_new(folder: Path, name: str, content: bytes) -> None:
    """Create key file `name` below `folder`, readable by its owner only; never overwrites one."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

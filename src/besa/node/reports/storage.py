"""Where sealed files lie: BESA_HOME/sealed, one file per attachment, named by a random id and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from besa.core.sealing import CHUNK
from besa.node.platform import home


def path(file_id: UUID) -> Path:
    """The place of a sealed file; 256 subfolders keep directories short."""
    folder = home.folder("sealed") / file_id.hex[:2]
    folder.mkdir(exist_ok=True, mode=0o770)
    return folder / file_id.hex


def read(file_id: UUID) -> Iterator[bytes]:
    """The sealed bytes, a chunk at a time."""
    with path(file_id).open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def destroy(file_id: UUID) -> None:
    """Remove a sealed file; missing is fine. Its key is destroyed with the record, so nothing readable can remain."""
    path(file_id).unlink(missing_ok=True)


def every_file() -> Iterator[tuple[UUID, float]]:
    """Each sealed file with its time of change (seconds since the epoch), for clearing up what no report owns."""
    for file in home.folder("sealed").glob("??/*"):
        try:
            yield UUID(hex=file.name), file.stat().st_mtime
        except (ValueError, FileNotFoundError):
            continue

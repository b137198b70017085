"""The archive of checkpoints is appended to whole notes only, and gives them back whatever stands between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from besa.node.platform.checkpoint_archive import ArchiveBroken, CheckpointArchive
from besa.node.platform.tests.ledgers import KEYS

NOTES = {size: KEYS.sign(size=size, root=bytes([size]) * 32, at=size).text for size in (1, 2, 3)}


@pytest.fixture
def archive(tmp_path: Path) -> CheckpointArchive:
    return CheckpointArchive(tmp_path / "checkpoints" / "log.txt")


def newer_than(size: int) -> list[str]:
    return [note for at, note in NOTES.items() if at > size]


def test_an_archive_starts_empty(archive: CheckpointArchive) -> None:
    assert not archive.exists()
    assert archive.last() is None
    assert list(archive.sizes()) == []
    assert list(archive.claims(archive.sizes())) == []


def test_it_takes_what_is_new_and_only_that(archive: CheckpointArchive) -> None:
    assert archive.catch_up(lambda size: [NOTES[1]] if size < 1 else []) == 1
    assert archive.catch_up(newer_than) == 2
    assert archive.catch_up(newer_than) == 0
    assert [claim.text for claim in archive.claims(archive.sizes())] == list(NOTES.values())
    last = archive.last()
    assert last is not None
    assert last.text == NOTES[3]


def test_strangers_cannot_read_it(archive: CheckpointArchive) -> None:
    archive.catch_up(newer_than)
    assert archive.path.stat().st_mode & 0o007 == 0, "its group may read it: backups are made by a user of their own"
    assert archive.path.parent.stat().st_mode & 0o007 == 0


def test_at_every_place_a_crash_can_cut_it_off_it_is_completed(archive: CheckpointArchive) -> None:
    archive.catch_up(lambda size: [NOTES[1]] if size < 1 else [])
    start = archive.path.stat().st_size
    archive.catch_up(newer_than)
    whole = archive.path.read_bytes()
    for length in range(start, len(whole), 7):
        archive.path.write_bytes(whole[:length])
        archive.catch_up(newer_than)
        assert archive.path.read_bytes() == whole


def test_an_end_that_is_no_beginning_of_the_next_checkpoint_is_refused(archive: CheckpointArchive) -> None:
    archive.catch_up(newer_than)
    with archive.path.open("ab") as file:
        file.write(b"something else")
    before = archive.path.read_bytes()
    with pytest.raises(ArchiveBroken, match="something else"):
        archive.catch_up(newer_than)
    assert archive.path.read_bytes() == before


def test_a_last_checkpoint_that_cannot_be_read_is_named(archive: CheckpointArchive) -> None:
    archive.catch_up(newer_than)
    archive.path.write_text(archive.path.read_text().replace("ledger\n3\n", "ledger\n03\n"))
    assert archive.last() is not None  # the pattern of a note no longer fits, so the one before it is the last
    archive.path.write_text("a\n1\nAAAA\n\n— b AAAA\n\n")
    with pytest.raises(ArchiveBroken, match="cannot be read"):
        archive.last()


def test_checkpoints_out_of_order_are_given_by_size(archive: CheckpointArchive) -> None:
    archive.path.parent.mkdir()
    archive.path.write_text("".join(f"{NOTES[size]}\n" for size in (3, 1, 2)))
    assert [claim.size for claim in archive.claims(archive.sizes())] == [1, 2, 3]
    assert [claim.size for claim in archive.newest_first(archive.sizes())] == [3, 2, 1]

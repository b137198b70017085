"""`besa backup` and `besa restore` as an operator types them: names, retention, words for what is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from besa.core.sealing import split_shares
from besa.node.platform import backup_key, environment, home, keyfiles
from besa.node.platform.archive import ArchiveWriter
from besa.node.platform.running_commands import COMMANDS

pytestmark = pytest.mark.django_db(transaction=True)
SHARES = split_shares(bytes(range(32)))


@pytest.fixture
def besa(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("BESA_FACE", "all")
    keys = environment.current().keys
    if not (keys / backup_key.KEY_FILE).exists():
        backup_key.publish(keys, shares=SHARES)
    keyfiles.read.cache_clear()
    (environment.current().home / "backups.json").unlink(missing_ok=True)
    return lambda command, *words: CliRunner().invoke(COMMANDS[command], [str(word) for word in words])


def archive(path: Path, made: datetime, node: str) -> Path:
    with path.open("wb") as out:
        ArchiveWriter(out, to=backup_key.from_shares(SHARES[:2]).public, node=node, kind="data", made=made).finish({})
    return path


def test_old_backups_of_this_node_are_deleted_and_nobody_elses(
    besa: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from besa.node.platform import running_commands

    node, now = home.identity().node, datetime.now(UTC)
    name = f"besa-{node[:8]}"
    old = archive(tmp_path / f"{name}-old.backup", now - timedelta(days=31), node)
    fresh = archive(tmp_path / f"{name}-fresh.backup", now - timedelta(days=29), node)
    others = archive(tmp_path / f"{name}-others.backup", now - timedelta(days=99), "f" * 32)
    mine = tmp_path / f"{name}-notes.backup"
    mine.write_text("my notes")
    running_commands._prune(tmp_path, node, now - timedelta(days=30), spare=fresh)
    assert not old.exists()
    assert all(path.exists() for path in (fresh, others, mine))


def test_retention_needs_a_folder(besa: Callable[..., Result], tmp_path: Path) -> None:
    done = besa("backup", "--to", tmp_path / "a.backup", "--keep", 3)
    assert done.exit_code == 2
    assert "--keep works on a folder" in done.output


def test_a_restore_asks_where(besa: Callable[..., Result], tmp_path: Path) -> None:
    done = besa("restore", archive(tmp_path / "a.backup", datetime.now(UTC), "f" * 32))
    assert done.exit_code == 2
    assert "--into" in done.output


def test_shares_of_another_node_are_named(besa: Callable[..., Result], tmp_path: Path) -> None:
    two = tmp_path / "two"
    two.write_text("\n".join(split_shares(os.urandom(32))[:2]))
    file = archive(tmp_path / "a.backup", datetime.now(UTC), "f" * 32)
    done = besa("restore", file, "--rehearse", "--secret-file", two)
    assert done.exit_code == 1
    assert "not those of the node that made this backup" in done.output
    assert "Traceback" not in done.output


def test_a_file_that_is_no_backup_is_named(besa: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"not a backup")
    done = besa("restore", tmp_path / "holiday.jpg", "--rehearse")
    assert done.exit_code == 1
    assert "no backup of Besa" in done.output


def test_the_backup_key_is_never_overwritten(besa: Callable[..., Result], tmp_path: Path) -> None:
    two = tmp_path / "two"
    two.write_text("\n".join(SHARES[:2]))
    done = besa("backup-key", "--secret-file", two)
    assert done.exit_code == 1
    assert "exists" in done.output.lower()

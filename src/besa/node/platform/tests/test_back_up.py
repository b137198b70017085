"""A backup holds the whole node of one moment, opens only with the shares, and restores to the same node."""

from __future__ import annotations

import dataclasses
import json
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from besa.core.ledger import LogKeys
from besa.core.sealing import SealBroken, SecretKey, split_shares
from besa.node.platform import backup, backup_diary, backup_key, environment, home, keyfiles, ledger_keys, postgres_dump
from besa.node.platform.archive import ArchiveBroken, Header, read_header
from besa.node.platform.environment import Environment
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry
from besa.node.platform.restore import CannotRestore, Restored, rehearse, restore
from besa.node.platform.tests.ledgers import KEYS, edit, new_ledger

pytestmark = pytest.mark.django_db(transaction=True)

SHARES = split_shares(bytes(range(32)))
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ATTACHMENT = "ab" + "cd" * 15


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """A home of its own, over the test database, with a ledger of twelve entries and one sealed file."""
    folder = tmp_path / "node"
    home.create(folder, home.NodeIdentity(node=secrets.token_hex(16), kind=home.LIVE, name="node.example/ledger"))
    env = dataclasses.replace(environment.current(), home=folder, keys=folder / "keys", database_url=test_database())
    monkeypatch.setattr(environment, "current", lambda: env)
    keyfiles.read.cache_clear()
    backup_key.publish(env.keys, shares=SHARES)
    keyfiles.write_new(env.keys, ledger_keys.PUBLIC, ledger_keys.public_file(KEYS.vkeys))
    keyfiles.write_new(env.keys, "public/pepper", b"p" * 32)
    place = folder / "sealed" / ATTACHMENT[:2]
    place.mkdir(parents=True)
    (place / ATTACHMENT).write_bytes(b"sealed bytes" * 100_000)
    (folder / "confirmations.yaml").write_text("# nobody yet\n[]\n", encoding="utf-8")
    new_ledger(folder).filled(5, 7)
    yield env
    keyfiles.read.cache_clear()


@pytest.fixture
def empty_database(node: Environment) -> Iterator[str | None]:
    """Where a PostgreSQL backup may be restored to; None on SQLite."""
    if connection.vendor != "postgresql":
        yield None
        return
    name = f"besa_restore_{secrets.token_hex(4)}"
    try:
        yield postgres_dump.create_beside(node.database_url, name)
    finally:
        postgres_dump.drop(node.database_url, name)


def test_database() -> str:
    """The URL of the database the tests run on, which Django made beside the configured one."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name.lstrip('/')}"
    address, _, query = os.environ["BESA_DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


test_database.__test__ = False  # type: ignore[attr-defined]


def by_shares(header: Header) -> bytes:
    return header.file_key(backup_key.from_shares(SHARES[1:]))


def silent(what: str) -> None:
    assert what


def made(env: Environment, to: Path, tell: Callable[[str], None] = silent) -> backup.Made:
    return backup.back_up(env, to=to, now=NOW, tell=tell)


def restored(source: Path, into: Path, database: str | None, **more: object) -> Restored:
    return restore(source, into=into, file_key=by_shares, tell=silent, database_url=database, **more)  # type: ignore[arg-type]


def test_a_restored_node_is_the_same_node(node: Environment, tmp_path: Path, empty_database: str | None) -> None:
    made(node, tmp_path / "a.backup")
    back = restored(tmp_path / "a.backup", tmp_path / "new" / "home", empty_database)
    assert back.sound, back.checked
    assert (back.node, back.files) == (home.read(node.home).node, 1)
    for name in ("node.json", "confirmations.yaml", "checkpoints/log.txt", f"sealed/ab/{ATTACHMENT}"):
        assert (back.home / name).read_bytes() == (node.home / name).read_bytes()
        assert stat.S_IMODE((back.home / name).stat().st_mode) == 0o600
    assert any("12 entries" in sentence and "size 12" in sentence for sentence in back.checked)


def test_the_copy_has_every_row_and_index(node: Environment, tmp_path: Path, empty_database: str | None) -> None:
    made(node, tmp_path / "a.backup")
    back = restored(tmp_path / "a.backup", tmp_path / "home", empty_database)
    assert shape(back.database_url) == shape(node.database_url, without_mark_of_backup=True)


def shape(url: str, *, without_mark_of_backup: bool = False) -> dict[str, object]:
    """Every table with its number of rows, and the names of the indexes."""
    import sqlite3

    import psycopg

    if url.startswith("sqlite"):
        database = sqlite3.connect(url.removeprefix("sqlite://"))
        names = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        indexes = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name").fetchall()
    else:
        database = psycopg.connect(url)  # type: ignore[assignment]
        names = [
            row[0] for row in database.execute("SELECT tablename FROM pg_tables WHERE schemaname='public' ORDER BY 1")
        ]
        indexes = database.execute(
            "SELECT indexname, tablename FROM pg_indexes WHERE schemaname='public' ORDER BY 1"
        ).fetchall()
    found: dict[str, object] = {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
    }
    if without_mark_of_backup:
        found["platform_ledgerentry"] = int(str(found["platform_ledgerentry"])) - 1
    database.close()
    return found | {f"index {name}": sql for name, sql in indexes}


def test_only_two_shares_open_it(node: Environment, tmp_path: Path) -> None:
    made(node, tmp_path / "a.backup")
    stranger = SecretKey.generate()
    with pytest.raises(SealBroken):
        restore(tmp_path / "a.backup", into=tmp_path / "h", file_key=lambda h: h.file_key(stranger), tell=silent)
    assert not (tmp_path / "h").exists()


def test_a_thief_of_the_file_learns_nothing_of_the_node(node: Environment, tmp_path: Path) -> None:
    made(node, tmp_path / "a.backup")
    raw = (tmp_path / "a.backup").read_bytes()
    for canary in (b"platform_ledgerentry", b"heron", b"node.example", ATTACHMENT.encode(), b"sealed bytes"):
        assert canary not in raw
    assert stat.S_IMODE((tmp_path / "a.backup").stat().st_mode) == 0o600


def test_the_backup_leaves_a_mark_and_a_note_of_when(node: Environment, tmp_path: Path) -> None:
    done = made(node, tmp_path / "a.backup")
    assert LedgerEntry.objects.filter(verb="platform.backup.made", actor="operator").count() == 1
    diary = backup_diary.read(node.home)
    assert (diary.made, diary.size) == ("2026-11-22T03:00:00+00:00", done.size)
    assert done.size == (tmp_path / "a.backup").stat().st_size


def test_a_backup_never_replaces_a_file(node: Environment, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(backup.TargetExists):
        made(node, tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "mine"


def test_an_interrupted_backup_leaves_nothing_behind(node: Environment, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()

    def interrupted(what: str) -> None:
        if what == "sealed files":
            assert list(folder.glob(".*.part"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(node, folder / "a.backup", interrupted)
    assert list(folder.iterdir()) == []
    assert backup_diary.read(node.home).made is None


def test_a_node_without_a_backup_key_says_how_to_get_one(node: Environment, tmp_path: Path) -> None:
    (node.keys / backup_key.KEY_FILE).unlink()
    keyfiles.read.cache_clear()
    with pytest.raises(keyfiles.KeyFileMissing, match="besa backup-key"):
        made(node, tmp_path / "a.backup")
    assert not list(tmp_path.glob("*.backup"))


def test_an_attachment_erased_meanwhile_is_passed_over(node: Environment, tmp_path: Path) -> None:
    other = node.home / "sealed" / "ab" / ("ab" + "ef" * 15)
    other.write_bytes(b"x")

    def erase(what: str) -> None:
        if what == "sealed files":
            other.chmod(0)
            other.unlink()
            other.symlink_to(node.home / "nowhere")  # still listed, no longer readable

    assert made(node, tmp_path / "a.backup", erase).files == 1


def test_the_key_files_are_not_in_it(node: Environment, tmp_path: Path, empty_database: str | None) -> None:
    made(node, tmp_path / "a.backup")
    assert not (restored(tmp_path / "a.backup", tmp_path / "home", empty_database).home / "keys").exists()


def test_the_key_files_come_back_from_their_own_backup(
    node: Environment, tmp_path: Path, empty_database: str | None
) -> None:
    made(node, tmp_path / "a.backup")
    backup.back_up_keys(node, to=tmp_path / "keys.backup", now=NOW)
    back = restored(
        tmp_path / "a.backup", tmp_path / "home", empty_database, keys=(tmp_path / "keys.backup", by_shares)
    )
    assert (back.home / "keys" / "public" / "pepper").read_bytes() == b"p" * 32
    assert stat.S_IMODE((back.home / "keys" / "public").stat().st_mode) == 0o700


def test_a_backup_signed_by_somebody_else_is_told(
    node: Environment, tmp_path: Path, empty_database: str | None
) -> None:
    """The backup key is public: whoever can put a file in the place of ours could have sealed it."""
    made(node, tmp_path / "a.backup")
    others = LogKeys(KEYS.origin, b"1" * 32, b"2" * 32)
    (node.keys / ledger_keys.PUBLIC).write_bytes(ledger_keys.public_file(others.vkeys))
    backup.back_up_keys(node, to=tmp_path / "keys.backup", now=NOW)
    back = restored(
        tmp_path / "a.backup", tmp_path / "home", empty_database, keys=(tmp_path / "keys.backup", by_shares)
    )
    assert not back.sound
    assert "signed with other keys" in back.checked[-1]


def test_key_files_and_backup_are_not_taken_for_each_other(node: Environment, tmp_path: Path) -> None:
    backup.back_up_keys(node, to=tmp_path / "keys.backup", now=NOW)
    with pytest.raises(CannotRestore, match="not a backup of the node"):
        restored(tmp_path / "keys.backup", tmp_path / "home", None)


def test_a_restore_never_overwrites_a_home(node: Environment, tmp_path: Path) -> None:
    made(node, tmp_path / "a.backup")
    with pytest.raises(CannotRestore, match="not empty"):
        restored(tmp_path / "a.backup", node.home, None)


def test_a_restore_that_fails_leaves_nothing_behind(
    node: Environment, tmp_path: Path, empty_database: str | None
) -> None:
    made(node, tmp_path / "a.backup")
    raw = bytearray((tmp_path / "a.backup").read_bytes())
    raw[-20] ^= 1
    (tmp_path / "bad.backup").write_bytes(raw)
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(ArchiveBroken):
        restored(tmp_path / "bad.backup", place / "home", empty_database)
    assert list(place.iterdir()) == []
    if empty_database:
        postgres_dump.expect_empty(empty_database)


def test_a_ledger_that_was_changed_before_the_backup_is_told(
    node: Environment, tmp_path: Path, empty_database: str | None
) -> None:
    edit(3)
    made(node, tmp_path / "a.backup")
    back = restored(tmp_path / "a.backup", tmp_path / "home", empty_database)
    assert not back.sound
    assert any("DOES NOT HOLD" in sentence for sentence in back.checked)
    assert any("entry 3" in sentence for sentence in back.checked)


def test_a_ledger_that_was_cut_before_the_backup_is_told(
    node: Environment, tmp_path: Path, empty_database: str | None
) -> None:
    LedgerEntry.objects.filter(sequence__gte=5).delete()
    LedgerCheckpoint.objects.filter(size__gt=5).delete()
    made(node, tmp_path / "a.backup")
    assert not restored(tmp_path / "a.backup", tmp_path / "home", empty_database).sound


def test_a_restored_ledger_says_that_it_goes_on_from_a_backup(
    node: Environment, tmp_path: Path, empty_database: str | None
) -> None:
    made(node, tmp_path / "a.backup")
    back = restored(tmp_path / "a.backup", tmp_path / "home", empty_database, mark=NOW)
    before, after = shape(node.database_url), shape(back.database_url)
    # The mark of the backup itself came after the snapshot; the mark of the restore stands in its place.
    assert after["platform_ledgerentry"] == before["platform_ledgerentry"]


def test_a_rehearsal_checks_everything_and_leaves_nothing(node: Environment, tmp_path: Path) -> None:
    done = made(node, tmp_path / "a.backup")
    before = sorted(tmp_path.rglob("*"))
    beside = node.database_url if connection.vendor == "postgresql" else None
    back = rehearse(
        tmp_path / "a.backup", file_key=lambda header: done.key, tell=silent, near=tmp_path, scratch_beside=beside
    )
    assert back.sound
    assert sorted(tmp_path.rglob("*")) == before
    if beside:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'besa_rehearsal%%'")
            assert cursor.fetchone()[0] == 0


def test_the_manifest_names_the_ledger_as_it_was(node: Environment, tmp_path: Path) -> None:
    """Whoever holds a later checkpoint can see how far a restored node lags behind."""
    from besa.node.platform.archive import read_members

    done = made(node, tmp_path / "a.backup")
    with (tmp_path / "a.backup").open("rb") as file:
        header = read_header(file)
        manifest = read_members(file, header, done.key, lambda name, pieces: [None for _ in pieces])  # type: ignore[arg-type,return-value,func-returns-value]
    ledger = json.loads(json.dumps(manifest["ledger"]))
    assert ledger["size"] == 12
    assert ledger["checkpoint"] == LedgerCheckpoint.objects.get(size=12).note
    assert ledger["keys"].encode() == ledger_keys.public_file(KEYS.vkeys)


@pytest.mark.only_on("postgresql")
def test_postgresql_backups_say_when_its_tools_are_missing(
    node: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(postgres_dump.ToolMissing, match="postgresql-client"):
        made(node, tmp_path / "a.backup")

"""One setting chooses the database, and SQLite is set up so that what was acknowledged survives a power cut."""

from __future__ import annotations

import os
import stat
import threading

import pytest
from django.db import connection, transaction

from besa.node.platform.databases import django_database
from besa.node.platform.models import Job


def test_a_path_becomes_sqlite_with_immediate_transactions() -> None:
    settings = django_database("sqlite:///var/lib/besa/besa.sqlite3")
    assert settings["NAME"] == "/var/lib/besa/besa.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_escaped_path_is_read() -> None:
    assert django_database("sqlite:///data/with%20space/b%C3%ABsa.sqlite3")["NAME"] == "/data/with space/bësa.sqlite3"


def test_a_server_url_becomes_postgresql_with_a_pool() -> None:
    settings = django_database("postgresql://user:p%40ss@db.internal:5433/besa?sslmode=require")
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert [settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "besa",
        "user",
        "p@ss",
        "db.internal",
        "5433",
    ]
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["pool"]


def test_a_socket_folder_is_a_host() -> None:
    assert django_database("postgresql://postgres@/besa?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.django_db
def test_the_open_database_is_as_durable_as_promised() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            expected = {
                "journal_mode": "wal",
                "synchronous": 2,
                "secure_delete": 1,
                "trusted_schema": 0,
                "temp_store": 2,
            }
            for pragma, value in expected.items():
                assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value, pragma
        else:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                cursor.execute(f"SHOW {setting}")
                assert cursor.fetchone()[0] == "on", setting


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db
def test_nobody_else_can_read_the_database_file() -> None:
    folder = os.path.dirname(str(connection.settings_dict["NAME"]))
    assert stat.S_IMODE(os.stat(folder).st_mode) & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_readers_that_then_write_never_lose_to_each_other() -> None:
    """Sixteen threads read, then write, in one transaction each: nobody fails, nothing is lost."""
    from datetime import UTC, datetime

    job = Job.objects.create(kind="count", ids={"n": 0}, due=datetime(2026, 1, 1, tzinfo=UTC))
    errors: list[BaseException] = []

    def add() -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    row = Job.objects.select_for_update().get(pk=job.pk)
                    row.ids = {"n": row.ids["n"] + 1}
                    row.save()
        except BaseException as error:  # noqa: BLE001 - the test wants every failure
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    job.refresh_from_db()
    assert job.ids == {"n": 80}


@pytest.mark.django_db(transaction=True)
def test_a_failed_transaction_gives_the_writers_turn_back() -> None:
    from datetime import UTC, datetime

    for _ in range(3):
        with transaction.atomic():
            Job.objects.create(kind="never", due=datetime(2026, 1, 1, tzinfo=UTC))
            transaction.set_rollback(True)
    with transaction.atomic():
        Job.objects.create(kind="once", due=datetime(2026, 1, 1, tzinfo=UTC))
    assert list(Job.objects.values_list("kind", flat=True)) == ["once"]

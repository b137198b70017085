"""Once a day the database learns what its tables hold, so that the queue stays quick."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from besa.node.platform import databases, jobs, tasks
from besa.node.platform.selfchecks.database import weaknesses
from besa.node.reports.models import Report
from besa.node.reports.tests.conftest import bring, team

__all__ = ["bring", "team"]

_ROOM = ("cache_size", "wal_autocheckpoint", "synchronous", "journal_mode")

GOOD = {
    "data_checksums": "on",
    "is_superuser": "off",
    "log_statement": "none",
    "autovacuum": "on",
    "track_counts": "on",
}


def test_it_happens_every_day() -> None:
    assert jobs.repeated()[tasks.TEND_DATABASE] == timedelta(days=1)


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
def test_the_queues_indexes_are_known_though_the_worker_never_asks_for_them(bring) -> None:  # type: ignore[no-untyped-def]
    bring()
    connection.close()  # a connection that has asked for nothing yet, as the worker's
    jobs.do(tasks.TEND_DATABASE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = %s", [Report._meta.db_table])
        known = {name for (name,) in cursor.fetchall()}
    assert {"queue_open", "queue_due", "queue_state"} <= known


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db
def test_on_postgresql_it_is_left_to_autovacuum(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        tasks.tend_database()


@pytest.mark.parametrize(
    ("setting", "value"), [("autovacuum", "off"), ("track_counts", "off"), ("data_checksums", "off")]
)
def test_a_server_that_does_not_tend_itself_is_named(setting: str, value: str) -> None:
    assert list(weaknesses(GOOD.__getitem__)) == []
    [said] = weaknesses({**GOOD, setting: value}.__getitem__)
    assert setting in said


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
def test_who_writes_thousands_of_rows_has_more_room_and_what_is_committed_stays_as_safe() -> None:
    connection.close()
    databases.room_for_writing(32)
    with connection.cursor() as cursor:
        told = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in _ROOM}
    connection.close()
    assert told == {"cache_size": -32 * 1024, "wal_autocheckpoint": 8192, "synchronous": 2, "journal_mode": "wal"}


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db
def test_on_postgresql_the_server_has_its_own_room(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        databases.room_for_writing()

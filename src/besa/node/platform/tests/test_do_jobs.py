"""A job exists exactly when its transaction was committed, is retried when it breaks, and never blocks the next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules

from besa.node.platform import jobs, worker
from besa.node.platform.models import Job

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DONE: list[object] = []


@jobs.handler("test.note")
def _note(*, n: int) -> None:
    DONE.append(n)


@jobs.handler("test.break")
def _break() -> None:
    raise RuntimeError("a secret that must not be logged")


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    DONE.clear()
    yield
    DONE.clear()


@pytest.mark.django_db
def test_a_due_job_is_done_once_and_gone() -> None:
    jobs.enqueue("test.note", now=NOW, n=7)
    assert jobs.work_once(NOW) == 1
    assert jobs.work_once(NOW + timedelta(days=1)) == 0
    assert DONE == [7]
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_waits_until_it_is_due() -> None:
    jobs.enqueue("test.note", now=NOW, after=timedelta(hours=1), n=1)
    assert jobs.work_once(NOW + timedelta(minutes=59)) == 0
    assert jobs.work_once(NOW + timedelta(minutes=60)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_of_an_undone_transaction_never_was() -> None:
    with transaction.atomic():
        jobs.enqueue("test.note", now=NOW, n=1)
        transaction.set_rollback(True)
    assert jobs.work_once(NOW) == 0


@pytest.mark.django_db
def test_a_breaking_job_waits_longer_each_time_and_never_stops_the_next(caplog: pytest.LogCaptureFixture) -> None:
    jobs.enqueue("test.break", now=NOW)
    jobs.enqueue("test.note", now=NOW, n=2)
    assert jobs.work_once(NOW) == 1
    assert DONE == [2]
    waits = []
    at = NOW
    for _ in range(20):
        job = Job.objects.get()
        if job.failed:
            break
        waits.append(job.due - at)
        at = job.due
        jobs.work_once(at)
    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=1)
    assert Job.objects.get().failed, "after twelve tries it is set aside for a person"
    assert jobs.work_once(at + timedelta(days=30)) == 0
    assert "secret" not in caplog.text


@pytest.mark.django_db
def test_a_job_nobody_knows_is_kept_for_a_newer_version() -> None:
    jobs.enqueue("test.from_the_future", now=NOW)
    assert jobs.work_once(NOW) == 0
    assert Job.objects.get().attempts == 1


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_due_again() -> None:
    jobs.enqueue("test.note", now=NOW, n=3)
    Job.objects.update(due=NOW + timedelta(minutes=5), attempts=1)  # as the claim of a worker that was killed leaves it
    assert jobs.work_once(NOW + timedelta(minutes=6)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_do_each_job_once() -> None:
    for n in range(40):
        jobs.enqueue("test.note", now=NOW, n=n)

    def work() -> None:
        try:
            while jobs.work_once(NOW):
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    jobs.work_once(NOW)
    assert sorted(DONE, key=str) == sorted(range(40), key=str)


class _Pauses(threading.Event):
    """Keeps how long the worker would have paused, and pauses for no time."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout or 0.0)
        return self.is_set()


@pytest.mark.django_db
def test_the_worker_comes_back_at_once_to_a_repeated_job_that_has_more_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = _Pauses()

    @jobs.handler("test.more")
    def _more() -> bool:
        DONE.append("part")
        if len(DONE) == 4:
            stop.set()
        return len(DONE) < 3

    autodiscover_modules("tasks")  # the rooms' own jobs are repeated elsewhere, also when this test runs first
    monkeypatch.setattr(jobs, "_REPEATED", {"test.more": timedelta(0)})
    monkeypatch.setattr("os.nice", lambda _more: 0)
    worker.run(stop=stop)
    assert stop.seconds == [0.0, 0.0, worker.PAUSE, worker.PAUSE]


def test_a_repeated_job_that_breaks_has_nothing_more_to_do() -> None:
    assert jobs.do("test.break") is False

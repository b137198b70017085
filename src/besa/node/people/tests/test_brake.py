"""The brake on guessing: counted before it is looked at, the same for everyone, forgotten after a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.node.people import brake, tasks
from besa.node.people.models import Brake
from besa.node.people.problems import TooManyTries

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def tries_looked_at(times: list[datetime]) -> int:
    looked_at = 0
    for moment in times:
        try:
            brake.count("account:ana", now=moment)
        except TooManyTries:
            continue
        looked_at += 1
    return looked_at


@pytest.mark.django_db
class TestWaiting:
    def test_the_wait_doubles_up_to_a_quarter_of_an_hour(self):
        waits, now = [], NOW
        for _ in range(12):
            brake.count("account:ana", now=now)
            with_wait = Brake.objects.get().closed_until
            waits.append((with_wait - now).total_seconds())
            now = with_wait
        assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]

    def test_a_day_of_guessing_is_about_a_hundred_tries(self):
        every_ten_seconds = [NOW + timedelta(seconds=10 * n) for n in range(2000)]
        assert tries_looked_at(every_ten_seconds) < 5 + 5 + 2000 * 10 / 900 + 2

    def test_a_try_during_the_wait_does_not_lengthen_it(self):
        for _ in range(5):
            brake.count("account:ana", now=NOW)
        for seconds in range(1, 30):
            with pytest.raises(TooManyTries) as refused:
                brake.count("account:ana", now=NOW + timedelta(seconds=seconds))
            assert refused.value.seconds <= 31 - seconds
        brake.count("account:ana", now=NOW + timedelta(seconds=30))

    def test_one_account_does_not_slow_another(self):
        for _ in range(5):
            brake.count("account:ana", now=NOW)
        brake.count("account:bora", now=NOW)
        brake.count("device:x", now=NOW)

    def test_it_is_all_forgotten_after_a_day(self):
        for _ in range(5):
            brake.count("account:ana", now=datetime.now(UTC) - timedelta(days=1, seconds=5))
        tasks.forget()
        assert not Brake.objects.exists()

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=st.lists(st.integers(0, 1200), min_size=1, max_size=30))
    def test_whatever_the_rhythm_no_more_than_five_tries_in_half_a_minute(self, steps, db):
        Brake.objects.all().delete()
        now, looked_at = NOW, []
        for step in steps:
            now += timedelta(seconds=step)
            if tries_looked_at([now]):
                looked_at.append(now)
        for n, first in enumerate(looked_at):
            assert sum(first <= other < first + timedelta(seconds=30) for other in looked_at[n:]) <= 5


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_are_counted_one_by_one():
    def guess(_: int) -> int:
        try:
            return tries_looked_at([NOW])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(40))) == 5

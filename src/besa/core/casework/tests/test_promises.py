"""A promised answer is running, due soon or broken; never forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from besa.core.casework import Promise, promise_state

SINCE = datetime(2026, 3, 1, 8, tzinfo=UTC)
DUE = SINCE + timedelta(hours=8)


def test_a_promise_runs_then_hurries_then_breaks() -> None:
    states = [promise_state(since=SINCE, due=DUE, now=SINCE + timedelta(hours=hour)) for hour in (0, 5, 6, 7, 8, 9)]
    assert states == [Promise.RUNNING, Promise.RUNNING, Promise.SOON, Promise.SOON, Promise.BROKEN, Promise.BROKEN]


def test_nothing_is_owed_to_nobody() -> None:
    assert promise_state(since=None, due=DUE, now=SINCE) is Promise.NONE
    assert promise_state(since=SINCE, due=None, now=SINCE) is Promise.NONE


@given(
    st.timedeltas(timedelta(minutes=1), timedelta(days=30)),
    st.lists(st.timedeltas(timedelta(0), timedelta(days=60)), min_size=2),
)
def test_a_promise_only_ever_gets_worse(length: timedelta, moments: list[timedelta]) -> None:
    order = [Promise.RUNNING, Promise.SOON, Promise.BROKEN]
    states = [promise_state(since=SINCE, due=SINCE + length, now=SINCE + moment) for moment in sorted(moments)]
    assert [order.index(state) for state in states] == sorted(order.index(state) for state in states)


@given(st.timedeltas(timedelta(0), timedelta(minutes=15)))
def test_at_least_a_quarter_of_an_hour_of_warning(left: timedelta) -> None:
    assert promise_state(since=SINCE, due=DUE, now=DUE - left) in {Promise.SOON, Promise.BROKEN}

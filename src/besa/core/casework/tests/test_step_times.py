"""The middle and the slowest tenth of a step's times."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from besa.core.casework.step_times import step_time

HOUR = timedelta(hours=1)


def test_the_middle_and_the_slowest_tenth() -> None:
    found = step_time([n * HOUR for n in range(10, 0, -1)])
    assert (found.median, found.ninetieth, found.done, found.total) == (5 * HOUR, 9 * HOUR, 10, 10)


def test_one_is_both_and_none_is_nothing() -> None:
    assert (step_time([HOUR]).median, step_time([HOUR]).ninetieth) == (HOUR, HOUR)
    nothing = step_time([None, None])
    assert (nothing.median, nothing.ninetieth, nothing.done, nothing.total) == (None, None, 0, 2)


@given(st.lists(st.none() | st.timedeltas(timedelta(0), timedelta(days=400))))
def test_half_are_no_slower_than_the_middle_and_nine_tenths_no_slower_than_the_ninetieth(spans) -> None:
    found = step_time(spans)
    done = [span for span in spans if span is not None]
    assert found.done == len(done)
    if found.median is not None and found.ninetieth is not None:
        assert {found.median, found.ninetieth} <= set(done)
        assert 2 * sum(span <= found.median for span in done) >= len(done)
        assert 10 * sum(span <= found.ninetieth for span in done) >= 9 * len(done)
        assert 2 * sum(span < found.median for span in done) < len(done)

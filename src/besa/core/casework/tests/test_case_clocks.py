"""The clocks on a case: each says who says so, runs as written, and what is wrong with a file is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.casework import Clock, case_clocks, referral_clocks
from besa.core.casework.clocks import BadClocks, read_clocks

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = """clocks:
  - {code: a, hours: 3, scope: case, starts: hand, basis: promise, citation: x, read: 2026-01-01, confirmed: no}
"""


def test_a_high_risk_is_assigned_within_an_hour_and_everything_else_within_three() -> None:
    clock = case_clocks()["assign"]
    assert clock.due(NOW, high=True) == NOW + timedelta(hours=1)
    assert clock.due(NOW, high=False) == NOW + timedelta(hours=3)


def test_what_a_provider_keeps_is_kept_for_a_year() -> None:
    assert case_clocks()["preservation"].due(NOW, high=False) == NOW + timedelta(days=365)


@pytest.mark.parametrize("clock", [*case_clocks().values(), *referral_clocks().values()], ids=lambda clock: clock.code)
def test_every_clock_says_who_says_so_and_when_that_was_read(clock: Clock) -> None:
    assert len(clock.citation) > 20
    assert clock.read.year >= 2026


@given(days=st.integers(0, 30_000), high=st.booleans())
def test_high_is_never_later(days: int, high: bool) -> None:
    since = NOW + timedelta(days=days)
    for clock in case_clocks().values():
        assert since < clock.due(since, high=True) <= clock.due(since, high=high) <= clock.due(since, high=False)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("hours: 3, ", "", "hours"),
        ("scope: case", "scope: house", "scope must be one of"),
        ("confirmed: no", "confirmed: maybe", "confirmed"),
        ("confirmed: no", "confirmed: no, colour: red", "colour"),
        ("read: 2026-01-01", "read: soon", "read"),
        ("clocks:", "watches:", "clocks"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(was: str, becomes: str, said: str) -> None:
    assert list(read_clocks(ONE)) == ["a"]
    with pytest.raises(BadClocks, match=said):
        read_clocks(ONE.replace(was, becomes))


def test_a_code_stands_once() -> None:
    with pytest.raises(BadClocks, match="twice"):
        read_clocks(ONE + ONE.partition("\n")[2])


def test_a_referral_is_taken_within_an_hour_where_a_child_may_be_in_danger_and_within_three_else() -> None:
    clock = referral_clocks()["take"]
    assert (clock.due(NOW, high=True) - NOW, clock.due(NOW, high=False) - NOW) == (
        timedelta(hours=1),
        timedelta(hours=3),
    )


def test_no_clock_of_a_referral_runs_in_a_case() -> None:
    assert not [clock for clock in referral_clocks().values() if clock.fits("case") or clock.fits("child")]

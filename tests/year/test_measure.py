"""How the year is measured: intervals, reading a queue, pairs, and what thinning leaves."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from bench.year.evaluation import evaluate
from bench.year.files import as_read
from bench.year.generator import year
from bench.year.intervals import difference, resampled, share
from bench.year.joining import _connected, _direct, _pairs
from bench.year.reading import looks
from bench.year.tables import percentile, within
from bench.year.thinning import thinner, without_marks, without_texts

_MONDAY = datetime(2025, 3, 3, tzinfo=UTC)


def test_wilsons_interval_is_the_published_one():
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I: 81 of 263 and 15 of 148 and 0 of 20.
    assert [round(bound, 4) for bound in (share(81, 263).low, share(81, 263).high)] == [0.2553, 0.3662]
    assert [round(bound, 4) for bound in (share(15, 148).low, share(15, 148).high)] == [0.0624, 0.1605]
    assert [round(bound, 4) for bound in (share(0, 20).low, share(0, 20).high)] == [0.0, 0.1611]


def test_the_difference_of_two_shares_is_bounded_as_published():
    # Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10: 56/70 less 48/80.
    assert [round(bound, 4) for bound in difference(share(56, 70), share(48, 80))] == [0.2, 0.0524, 0.3339]


def test_cases_that_are_alike_say_less_than_as_many_that_are_not():
    alike = resampled([(10, 10)] * 5 + [(0, 10)] * 5, random.Random(1))
    single = resampled([(1, 1)] * 50 + [(0, 1)] * 50, random.Random(1))

    assert alike[1] - alike[0] > 2 * (single[1] - single[0])
    assert resampled([], random.Random(1)) == (0.0, 1.0)


def test_of_nothing_nothing_is_known():
    assert (share(0, 0).low, share(0, 0).high) == (0.0, 1.0)


def test_nobody_reads_what_has_not_arrived_and_no_more_than_capacity():
    arrivals = [_MONDAY + timedelta(hours=hour) for hour in (1, 2, 3, 9, 30)]
    times = looks(arrivals, [3, 1, 2, 0, 9], capacity=2)
    read_at = [arrival + time for arrival, time in zip(arrivals, times, strict=True) if time is not None]

    assert all(time is None or time >= timedelta(0) for time in times)
    assert times[1] == timedelta(hours=6)  # first of the queue at 08:00
    assert times[3] == timedelta(hours=3)  # came at 09:00 and went ahead at 12:00
    for day in {moment.date() for moment in read_at}:
        assert sum(moment.date() == day for moment in read_at) <= 2


def test_what_is_never_read_comes_last():
    times = [timedelta(hours=2), None, timedelta(hours=30)]

    assert within(times, 24) == 1
    assert [percentile(times, part) for part in (0.3, 0.6, 0.9)] == ["2.0 h", "30.0 h", "never"]


def test_pairs_are_counted_without_listing_them():
    found = [1, 1, 1, 2, 2, None]
    true = ["a", "a", "b", "c", "c", "c"]
    pairs = _pairs("", found, true)

    assert (pairs.precision.hits, pairs.precision.of) == (2, 4)
    assert (pairs.recall.hits, pairs.recall.of) == (2, 4)
    assert pairs.largest == 3


def test_reports_are_connected_by_a_chain_but_share_a_file_only_directly():
    keys = [frozenset("x"), frozenset("xy"), frozenset("y"), frozenset()]

    assert _connected(keys) == [0, 0, 0, None]
    assert _connected(keys, ["p", "q", "q", "q"]) == [0, 1, 1, None]
    assert (_direct("", [0, 0, 0, None], keys).precision.hits, _direct("", [0, 0, 0, None], keys).precision.of) == (
        2,
        3,
    )


@pytest.mark.parametrize("texts", [True, False])
def test_thinning_takes_some_away_and_never_what_is_mandatory(texts):
    thin = thinner(1, texts=texts)
    thinned = [(case.referral, thin(case.referral)) for case in year(200, 5)]

    assert any(before != after for before, after in thinned)
    for before, after in thinned:
        assert (before.incident_type, before.occurred, before.received) == (
            after.incident_type,
            after.occurred,
            after.received,
        )
        assert thin(before) == after
        if not texts:
            assert [text.text for text in before.texts] == [text.text for text in after.texts]


def test_nothing_vanishes_at_a_share_of_nothing():
    thin = thinner(1, share=0.0, texts=True)

    assert all(thin(case.referral) == case.referral for case in year(100, 5))


def test_without_texts_and_without_marks_nothing_of_them_is_left():
    for case in year(100, 5):
        referral = as_read(case.referral)
        silent, unmarked = without_texts(referral), without_marks(referral)
        assert not silent.texts
        assert not any(each.texts for each in (*silent.people, *silent.incidents, *silent.uploads))
        assert (unmarked.escalation, unmarked.flags, unmarked.incident_type) == ("", (), "")


def test_a_small_year_is_measured_from_end_to_end():
    found = evaluate(reports=160, seed=2)

    for heading in ("Recall of planted", "By kind", "Missed", "Calibration", "False alarms", "Subgroups", "Linking"):
        assert heading in found.text
    assert any("in 24 h" in str(row["what"]) for row in found.rows)

"""How the year is measured: intervals, reading a queue, pairs, and what thinning leaves."""

from __future__ import annotations

import os
import random
from concurrent.futures.process import BrokenProcessPool
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from bench.__main__ import main
from bench.year.dividing import divided
from bench.year.evaluation import evaluate
from bench.year.files import as_read
from bench.year.generator import year
from bench.year.intervals import difference, resampled, share
from bench.year.joining import NOBODY, NOTHING, _direct, _pairs
from bench.year.judging import read, read_less
from bench.year.measuring import _OWN_CLASSES, _OWN_NOVELTY, BESA, BUNDLED, measured
from bench.year.reading import looks, worked
from bench.year.tables import percentile, within
from bench.year.talking import talkative
from bench.year.thinning import thinner, without_marks, without_texts

from besa.core.sealing import SecretKey
from besa.node.desk.actions import obstacle
from besa.node.people.keyring import Keyring
from besa.node.platform.actors import SYSTEM
from besa.node.referrals.judging import _URGENCY
from besa.node.reports.values import QueueRow

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
    times = looks(arrivals, [3, 1, 2, 0, 9], capacity=2).read
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


def test_one_look_covers_a_bundle_that_waits_and_never_what_is_read_by_itself():
    arrivals = [_MONDAY + timedelta(hours=hour) for hour in (1, 2, 3, 4, 30)]
    bundles = [(b"x",), (b"x", b"y"), (), (b"y",), (b"x",)]
    found = looks(arrivals, [1, 2, 3, 4, 5], capacity=2, bundles=bundles)

    assert found.read[:4] == [timedelta(hours=7), None, timedelta(hours=9), timedelta(hours=28)]
    assert found.covered == [None, timedelta(hours=6), None, None, None]
    assert found.read[4] is not None
    assert looks(arrivals, [1, 2, 3, 4, 5], capacity=2).read[4] is None  # nothing is left of the second day


def test_nobody_reads_at_weekends_where_the_desk_is_closed():
    friday = _MONDAY + timedelta(days=4, hours=17)
    arrivals = [friday, friday + timedelta(days=7)]

    assert looks(arrivals, [0, 0], capacity=1).read[0] == timedelta(hours=15)
    assert looks(arrivals, [0, 0], capacity=1, weekends=False).read[0] == timedelta(days=2, hours=15)


def test_hours_of_work_are_those_of_the_desk():
    at = _MONDAY + timedelta(hours=15)

    assert worked(at, timedelta(hours=18)) == timedelta(hours=2)  # one until 16:00, one from 08:00
    assert worked(_MONDAY, timedelta(hours=7)) == timedelta(0)
    assert worked(at, timedelta(days=2)) == timedelta(hours=16)
    assert worked(at, None) is None


def test_pairs_are_counted_without_listing_them():
    found = [1, 1, 1, 2, 2, None]
    true = ["a", "a", "b", "c", "c", "c"]
    pairs = _pairs("", found, true)

    assert (pairs.right, pairs.joined) == (2, 4)
    assert (pairs.hit, pairs.wanted) == (2, 4)
    assert pairs.largest == 3


def test_a_pair_belongs_together_by_a_file_of_both_and_not_by_a_chain_of_files():
    keys = [frozenset("x"), frozenset("xy"), frozenset("y"), frozenset()]
    pairs = _direct("", [0, 0, 0, None], keys)

    assert (pairs.hit, pairs.wanted, pairs.right, pairs.joined) == (2, 2, 2, 3)


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


def test_talk_comes_only_with_what_is_not_urgent_and_has_no_words_yet():
    cases = year(400, 5)
    before, truths = [as_read(case.referral) for case in cases], [case.truth for case in cases]
    after = talkative(before, truths, ("first",), 1, share=0.3)

    more = [truth for one, other, truth in zip(before, after, truths, strict=True) if one != other]
    assert 60 < len(more) < 150
    assert not any(truth.urgent or truth.paraphrase or truth.wave for truth in more)


def test_what_providers_mark_is_nothing_that_could_be_compared():
    for case in year(150, 5):
        referral = as_read(case.referral)
        assert read(without_marks(referral)) == read(referral)


@pytest.mark.parametrize("change", [without_texts, thinner(1, texts=True), thinner(1, share=0.0, texts=True)])
def test_less_is_read_of_a_referral_that_lost_something_as_if_it_came_so(change):
    for case in year(150, 5):
        referral = as_read(case.referral)
        anew, less = read(change(referral)), read_less(change(referral), read(referral))
        assert set(less.tokens) == set(anew.tokens)
        assert less.by_text == anew.by_text


def test_work_is_divided_and_what_goes_wrong_is_told():
    held = [1, 2, 3, 4, 5]

    assert divided([partial(sum, held[:many]) for many in range(5)], processes=2) == [0, 1, 3, 6, 10]
    with pytest.raises(ZeroDivisionError):
        divided([lambda: 1, lambda: 1 // 0], processes=2)
    with pytest.raises(BrokenProcessPool):
        divided([lambda: 1, lambda: os._exit(1)], processes=2)


def test_a_year_measured_by_two_processes_is_the_year_measured_by_one():
    one, two = (measured(120, 4, processes=processes) for processes in (1, 2))

    assert (one.cases, one.standings, one.bundled) == (two.cases, two.standings, two.bundled)
    assert (one.linked.pairs, one.linked.planted, one.linked.wrong) == (
        two.linked.pairs,
        two.linked.planted,
        two.linked.wrong,
    )


def test_what_is_read_by_itself_is_what_the_desks_page_for_bundles_leaves_out():
    keyring = Keyring(SYSTEM, 1, frozenset(), frozenset(), False, False, False, SecretKey.generate())
    nothing = dict.fromkeys(field.name for field in fields(QueueRow))
    for name, urgency in _URGENCY.items():
        for novelty in range(5):
            row = QueueRow(**nothing | {"state": "new", "urgency": urgency, "novelty": novelty})
            alone = name in _OWN_CLASSES or novelty >= _OWN_NOVELTY
            assert obstacle(row, keyring=keyring, also_new=False) == ("own" if alone else "")


def test_what_is_planted_adds_up():
    year_ = measured(400, 4)
    planted = sum(each.pairs for each in year_.linked.planted)
    [everything] = [each for each in year_.linked.pairs if "nobody can know" in each.what]
    telling, leads = year_.linked.pairs[:2]

    assert planted == everything.wanted == sum(of for _, of in year_.linked.persons)
    assert sum(each.joined for each in year_.linked.planted) == everything.hit
    assert telling.wanted <= leads.wanted <= everything.wanted
    nothing = sum(each.pairs for each in year_.linked.planted if each.by in {NOTHING, NOBODY})
    assert everything.wanted - leads.wanted == nothing
    assert sum(year_.linked.wrong.values()) == everything.joined - everything.right
    assert all({BESA, BUNDLED, *year_.variants} <= set(case.looks) for case in year_.cases)


def test_a_small_year_is_measured_from_end_to_end():
    shown = []
    found = evaluate(reports=160, seeds=[2, 3], show=shown.append)

    for heading in (
        "Seed by seed", "Recall of planted", "By set of wordings", "Within staff capacity", "By kind", "Missed",
        "Calibration", "False alarms", "Subgroups", "Stability", "Linking", "What planted pairs share", "Run times",
    ):  # fmt: skip
        assert f"## {heading}" in found.text
        assert any(f"## {heading}" in part for part in shown)
    assert any("in 24 h" in str(row["what"]) for row in found.rows)


def test_a_year_told_by_one_set_holds_no_words_of_the_other():
    found = evaluate(reports=160, seeds=[2], wordings="first")

    assert "first set" in found.text
    assert "Second less first" not in found.text


def test_help_and_wrong_input_are_answered(capsys):
    with pytest.raises(SystemExit) as asked:
        main(["year", "--help"])
    assert asked.value.code == 0
    assert "--wordings" in capsys.readouterr().out
    assert main(["nothing"]) == 2
    assert "There are: weight" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["year", "--wordings", "third"])

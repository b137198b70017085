"""What comes out depends on what came in, not on when."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.linking.tests.small import decisions, imprints, linker, state

_REPORTS = 12


@settings(max_examples=150, deadline=None)
@given(st.lists(imprints, min_size=2, max_size=_REPORTS), st.randoms(use_true_random=False), st.data())
def test_any_order_of_arrival_gives_the_same_clusters(found, rnd: random.Random, data) -> None:
    numbered = list(enumerate(found))
    made = data.draw(st.lists(decisions(len(found)), max_size=4))
    first = linker(numbered, made)
    rnd.shuffle(numbered)
    rnd.shuffle(made)
    # Decisions in the midst of arrivals, too: some are about reports that are not there yet.
    second = linker(numbered[:5])
    for decision in made:
        second.decide(decision)
    for report, imprint in numbered[5:]:
        second.add(report, imprint)
    assert state(first, range(len(found))) == state(second, range(len(found)))


@settings(max_examples=150, deadline=None)
@given(st.lists(imprints, min_size=2, max_size=_REPORTS), st.lists(st.integers(0, _REPORTS), max_size=4), st.data())
def test_one_by_one_or_many_at_once_is_the_same(found, cuts: list[int], data) -> None:
    numbered = list(enumerate(found))
    made = data.draw(st.lists(decisions(len(found)), max_size=3))
    whole = linker((), made)
    ends = [0, *sorted(cuts), len(numbered)]
    for start, end in pairwise(ends):
        whole.add_all(dict(numbered[start:end]))
    assert state(whole, range(len(found))) == state(linker(numbered, made), range(len(found)))


@settings(max_examples=100, deadline=None)
@given(st.lists(imprints, min_size=2, max_size=_REPORTS), st.randoms(use_true_random=False))
def test_reports_taken_out_leave_what_would_be_without_them(found, rnd: random.Random) -> None:
    numbered = list(enumerate(found))
    whole = linker(numbered)
    gone = rnd.sample(range(len(found)), len(found) // 2)
    for report in gone:
        whole.remove(report)
    left = [(report, imprint) for report, imprint in numbered if report not in gone]
    assert state(whole, range(len(found))) == state(linker(left), range(len(found)))


@settings(max_examples=60, deadline=None)
@given(st.lists(imprints, min_size=6, max_size=_REPORTS), st.data())
def test_decisions_undone_and_redone_leave_the_same_state(found, data) -> None:
    made = data.draw(st.lists(decisions(len(found)), min_size=1, max_size=20, unique=True))
    reports = range(len(found))
    it = linker(enumerate(found))
    before = state(it, reports)
    for decision in made:
        it.decide(decision)
    after = state(it, reports)
    order = data.draw(st.permutations(made))
    for decision in order:
        it.withdraw(decision)
    assert state(it, reports) == before
    for decision in order[::-1]:
        it.decide(decision)
    assert state(it, reports) == after


def test_a_hundred_random_merges_undone_and_redone_leave_an_identical_state() -> None:
    from besa.core.linking import LAYERS, Apart, Imprint, Same
    from besa.core.linking.tests.small import sighting

    rnd = random.Random(11)
    sorts = ("phone", "email", "device", "digest", "name-born", "ip-port")
    found = [
        (report, Imprint(tuple(sorted({sighting(rnd.choice(sorts), rnd.randrange(60)) for _ in range(3)}))))
        for report in range(200)
    ]
    it = linker(found)
    before = state(it, range(200))
    assert any(before.values())
    merges = []
    while len(merges) < 100:
        a, b = rnd.sample(range(200), 2)
        merge = rnd.choice([Same(LAYERS[0], a, b), Apart(LAYERS[0], a, frozenset({b}))])
        if merge not in merges:
            merges.append(merge)
            it.decide(merge)
    after = state(it, range(200))
    assert after != before
    for merge in rnd.sample(merges, 100):
        it.withdraw(merge)
    assert state(it, range(200)) == before
    for merge in rnd.sample(merges, 100):
        it.decide(merge)
    assert state(it, range(200)) == after

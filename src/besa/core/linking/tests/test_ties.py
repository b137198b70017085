"""The ties kept up one report at a time are those that comparing every report with every other would give."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.linking import LAYERS, Layer, Level, Side
from besa.core.linking.comparing import best, links
from besa.core.linking.glances import Standing, places
from besa.core.linking.index import Seen
from besa.core.linking.levels import SIDED
from besa.core.linking.tests.small import WEIGHTS, imprints, linker
from besa.core.linking.tying import speaks


def _by_comparing_all(found):
    """layer -> {frozenset of two vertices}: straight from the definition in README.md."""
    seen = Counter(token for each in found for token in {one.token for one in each.sightings})
    ties = {layer: set() for layer in LAYERS}
    for report, each in enumerate(found):
        for token, (code, roles) in places(each.sightings).items():
            sort = WEIGHTS.by_code[code]
            for level in sort.counts:
                for side in (Side.REPORTED, Side.CHILD) if level in SIDED else (Side.ANY,):
                    if seen[token] > 1 and best(sort, level, side, roles, seen[token], WEIGHTS) >= WEIGHTS.joins_at:
                        ties[Layer(level, side)].add(frozenset((report, token)))
    media = Layer(Level.MEDIA, Side.ANY)
    ties[media] = {_with_one(report, each, ties[media], seen) for report, each in enumerate(found)} - {frozenset()}
    standing = [Standing(places(each.sightings), each.sketches) for each in found]
    for a, b in combinations(range(len(found)), 2):
        shared = {one.token for one in found[a].sightings} & {one.token for one in found[b].sightings}
        if not any(seen[token] <= WEIGHTS.pairs and _adds(standing[a], token, seen) for token in shared):
            continue
        for link in links(
            a, b, standing[a], standing[b], {token: Seen(times, {}) for token, times in seen.items()}, WEIGHTS
        ):
            alone = any(not each.supports and each.points >= WEIGHTS.joins_at for each in link.evidence)
            if link.joins and not alone:
                ties[link.layer].add(frozenset((a, b)))
    return ties


def _adds(standing, token, seen):
    """Whether the thing can add to others; files and texts speak for themselves alone."""
    code, roles = standing.places[token]
    return bool(speaks(WEIGHTS.by_code[code], roles, seen[token], WEIGHTS)[1])


def _with_one(report, imprint, ties, seen):
    """Of its files the one on the furthest step; then the more usual digest, then any that all choose."""
    held = {token: sort for token, (sort, _) in places(imprint.sightings).items() if frozenset((report, token)) in ties}

    def rank(token):
        sort = WEIGHTS.by_code[held[token]]
        return sort.rarity.step(seen[token]), sort.counts[Level.MEDIA], token

    return frozenset((report, max(held, key=rank))) if held else frozenset()


@settings(max_examples=200, deadline=None)
@given(st.lists(imprints, min_size=2, max_size=12))
def test_kept_up_or_compared_with_all_it_is_the_same(found) -> None:
    it = linker(enumerate(found))
    wanted = _by_comparing_all(found)
    for layer in LAYERS:
        have = {frozenset((report, other)) for report in range(len(found)) for other in it._ties.of(layer, report)}
        assert have == wanted[layer], layer


@settings(max_examples=100, deadline=None)
@given(st.lists(imprints, min_size=2, max_size=12))
def test_regions_are_the_connected_parts(found) -> None:
    it = linker(enumerate(found))
    for layer in LAYERS:
        for report in range(len(found)):
            reached, waiting = {report}, [report]
            while waiting:
                new = set(it._ties.of(layer, waiting.pop())) - reached
                reached |= new
                waiting += new
            region = it._ties.region(layer, report)
            if len(reached) == 1:
                assert region is None
            else:
                assert it._ties.members(layer, region) == reached

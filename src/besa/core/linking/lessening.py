"""What changes for reports when things that they hold become more frequent: ties are lost, hardly any is won.

Points only fall as a count grows. So of a report that was there before, nothing has to be worked out anew but its ties
to those very things, which file it lies with, and the pairs that rested on them. Where a thing stops to join by itself,
other ties can be won, and the report is worked out anew as a whole (`stops_joining`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from besa.core.linking.comparing import TEXT
from besa.core.linking.glances import Glances
from besa.core.linking.levels import Layer, Whose
from besa.core.linking.ties import Vertex
from besa.core.linking.tying import BY_A_PERSON, FILES, TEXTS, Ties, alike, furthest, several, speaks
from besa.core.linking.weights import Sort, Weights

Old = Mapping[Layer, Mapping[Vertex, int]]


class Thing(NamedTuple):
    """Something that a report holds and that became more frequent."""

    token: bytes
    sort: Sort
    roles: tuple[Whose, ...]
    times: int


def stops_joining(sort: Sort, before: int, after: int, weights: Weights) -> bool:
    """Whether it joined by itself in `before` reports and does not in `after`."""
    off = {0, *(less for roles in weights.roles.values() for less in roles.values())}
    return sort.name != TEXT and any(
        sort.at(level, before, sure=sure) - less >= weights.joins_at > sort.at(level, after, sure=sure) - less
        for level, sure, less in product(sort.counts, (True, False), off)
    )


def lessened(
    things: Mapping[int, Sequence[Thing]], old: Mapping[int, Old], glances: Glances, weights: Weights
) -> dict[int, Ties]:
    """All ties of each report. `things`: what of it became more frequent; `old`: the ties it has."""
    _read(things, old, glances)
    return {report: _lessened(report, each, old[report], glances, weights) for report, each in things.items()}


def _read(things: Mapping[int, Sequence[Thing]], old: Mapping[int, Old], glances: Glances) -> None:
    """Look up at once what will be asked for."""
    glances.seen({file for report in things for file in _tokens(old[report].get(FILES, ()))})
    paired = {report: {other for tied in old[report].values() for other in _pairs(tied)} for report in things}
    glances.read({report for one, others in paired.items() if others for report in (one, *others)})
    glances.seen({token for one, others in paired.items() if others for token in glances.standing(one).places})


def _lessened(report: int, things: Sequence[Thing], old: Old, glances: Glances, weights: Weights) -> Ties:
    ties: Ties = defaultdict(dict, {layer: dict(tied) for layer, tied in old.items()})
    for token, sort, roles, times in things:
        for layer, tied in ties.items():
            if layer != FILES:
                tied.pop(token, None)
        for layer, points in speaks(sort, roles, times, weights)[0]:
            ties[layer][token] = points
    if files := set(_tokens(ties.get(FILES, ()))):
        # Its other files are as frequent as before, so none of them comes before the one it lies with.
        times_of = {token: seen.times for token, seen in glances.seen(files).items()}
        for token in files - {furthest(ties[FILES], times_of, weights)}:
            del ties[FILES][token]
    tokens = {thing.token for thing in things}
    for layer, tied in ties.items():
        for other in _pairs(tied):
            if not glances.standing(other).places.keys().isdisjoint(tokens):
                _compare_anew(layer, tied, report, other, glances, weights)
    return ties


def _compare_anew(
    layer: Layer, tied: dict[Vertex, int], report: int, other: int, glances: Glances, weights: Weights
) -> None:
    if layer == TEXTS:
        points = alike(report, other, glances, weights)
    else:
        points = dict(several(report, other, glances, weights)).get(layer, 0)
    if points:
        tied[other] = points
    else:
        del tied[other]


def _tokens(tied: Iterable[Vertex]) -> list[bytes]:
    return [vertex for vertex in tied if isinstance(vertex, bytes)]


def _pairs(tied: Mapping[Vertex, int]) -> list[int]:
    return [other for other, points in tied.items() if isinstance(other, int) and points != BY_A_PERSON]

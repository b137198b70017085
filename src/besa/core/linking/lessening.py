"""What changes for a report when things that it holds become more frequent: ties are lost, hardly any is won.

Points only fall as a count grows. So of a report that was there before, nothing has to be worked out anew but its ties
to those very things, which file it lies with, and the pairs that rested on them. Where a thing stops to join by itself,
pairs can be won, and the report is worked out anew as a whole (`stops_joining`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

from besa.core.linking.comparing import TEXT
from besa.core.linking.glances import Glances, Places
from besa.core.linking.levels import Layer, Level
from besa.core.linking.ties import Vertex
from besa.core.linking.tying import BY_A_PERSON, FILES, TEXTS, Ties, alike, lie_with_one, several, speaks
from besa.core.linking.weights import Sort, Weights


def stops_joining(sort: Sort, before: int, after: int, weights: Weights) -> bool:
    """Whether it joined by itself in `before` reports and does not in `after`, at a level where others may then do."""
    off = {0, *(less for roles in weights.roles.values() for less in roles.values())}
    return sort.name != TEXT and any(
        sort.at(level, before, sure=sure) - less >= weights.joins_at > sort.at(level, after, sure=sure) - less
        for level, sure, less in product(sort.counts, (True, False), off)
        if level is not Level.MEDIA
    )


def lessened(
    report: int, old: Mapping[Layer, Mapping[Vertex, int]], tokens: Sequence[bytes], glances: Glances, weights: Weights
) -> Ties:
    """All ties of a report, of which some things became more frequent. `old`: those it has."""
    ties: Ties = defaultdict(dict, {layer: dict(tied) for layer, tied in old.items()})
    places = glances.standing(report).places
    seen = glances.seen(tokens)
    files = False
    for token in tokens:
        code, roles = places[token]
        sort = weights.by_code[code]
        if Level.MEDIA in sort.counts:
            files = True
            continue
        for tied in ties.values():
            tied.pop(token, None)
        for layer, points in speaks(sort, roles, seen[token].times, weights)[0]:
            ties[layer][token] = points
    if files:
        _lie_anew(ties, places, glances, weights)
    for layer, tied in ties.items():
        pairs = [other for other, points in tied.items() if isinstance(other, int) and points != BY_A_PERSON]
        glances.read(pairs)
        for other in pairs:
            if not glances.standing(other).places.keys().isdisjoint(tokens):
                _compare_anew(layer, tied, report, other, glances, weights)
    return ties


def _lie_anew(ties: Ties, places: Places, glances: Glances, weights: Weights) -> None:
    ties[FILES] = {vertex: points for vertex, points in ties[FILES].items() if isinstance(vertex, int)}
    files = {token: at for token, at in places.items() if Level.MEDIA in weights.by_code[at[0]].counts}
    seen = glances.seen(files)
    for token, (code, roles) in files.items():
        if seen[token].times > 1:
            for layer, points in speaks(weights.by_code[code], roles, seen[token].times, weights)[0]:
                ties[layer][token] = points
    lie_with_one(ties, places, seen, weights)


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

"""Work out what one report must be tied to: a function of the index and the decisions, and of nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from besa.core.linking.book import Book
from besa.core.linking.comparing import TEXT, best, links, same_text
from besa.core.linking.glances import Glances, Places
from besa.core.linking.index import Seen
from besa.core.linking.levels import SIDED, Layer, Level, Side, Whose
from besa.core.linking.ties import Vertex
from besa.core.linking.weights import Sort, Weights

BY_A_PERSON = 99
"""The points of a tie that a person made."""

_Worth = tuple[tuple[Level, int], ...]
_FILES = Layer(Level.MEDIA, Side.ANY)
_SIDES = {level: (Side.REPORTED, Side.CHILD) if level in SIDED else (Side.ANY,) for level in Level}


def wanted(report: int, glances: Glances, book: Book, weights: Weights) -> dict[Layer, dict[Vertex, int]]:
    """By layer: what the report must be tied to, with how many points."""
    found: dict[Layer, dict[Vertex, int]] = defaultdict(dict)
    for layer, other in book.same(report):
        found[layer][other] = BY_A_PERSON
    mine = glances.standing(report)
    seen = {token: each for token, each in glances.seen(mine.places).items() if each.times > 1}
    alike: set[int] = set()
    worth: dict[int, dict[str, list[_Worth]]] = defaultdict(lambda: defaultdict(list))
    frequent: dict[str, list[_Worth]] = defaultdict(list)
    for token, each in seen.items():
        code, roles = mine.places[token]
        sort = weights.by_code[code]
        if sort.name == TEXT:
            alike.update(each.reports)
            continue
        for layer, points in _alone(sort, roles, each.times, weights):
            found[layer][token] = points
        if Level.TEXT in sort.counts:
            continue
        most = tuple((level, sort.most(level, each.times)) for level in (*sort.counts, *sort.supports))
        if each.times > weights.pairs:
            frequent[sort.family].append(most)
        for other in each.reports:
            worth[other][sort.family].append(most)
    alike.discard(report)
    worth.pop(report, None)
    _lies_with_one(found, mine.places, seen, weights)
    _tie_texts(report, alike, found, glances, weights)
    _tie_several(report, _promising(worth, frequent, weights), found, glances, weights)
    return found


def _alone(sort: Sort, roles: tuple[Whose, ...], times: int, weights: Weights) -> Iterable[tuple[Layer, int]]:
    """Layers in which the thing joins all who hold it so."""
    for level in sort.counts:
        for side in _SIDES[level]:
            points = best(sort, level, side, roles, times, weights)
            if points >= weights.joins_at:
                yield Layer(level, side), points


def _lies_with_one(
    found: dict[Layer, dict[Vertex, int]], places: Places, seen: Mapping[bytes, Seen], weights: Weights
) -> None:
    """Of several files or pages a report lies with the most frequent that still joins, and with nothing else.

    Files in circulation stand beside each other in any combination: what passed from one to the next through a report
    with both would put a third of a year into one heap.
    """
    things = found.get(_FILES, {})
    tokens = [token for token in things if isinstance(token, bytes)]

    def rank(token: bytes) -> tuple[int, int, bytes]:
        sort = weights.by_code[places[token][0]]
        return sort.rarity.step(seen[token].times), sort.counts[Level.MEDIA], token

    for token in set(tokens) - {max(tokens, key=rank, default=b"")}:
        del things[token]


def _tie_texts(
    report: int, others: Collection[int], found: dict[Layer, dict[Vertex, int]], glances: Glances, weights: Weights
) -> None:
    """Texts speak at their own level only, so that nothing else need be compared."""
    sort, layer = weights.sorts[TEXT], Layer(Level.TEXT, Side.ANY)
    glances.read(others)
    mine = glances.standing(report)
    bands = {token for token, (code, _) in mine.places.items() if code == sort.code}
    joined = {token for token in found[layer] if isinstance(token, bytes)}
    for other in others:
        theirs = glances.standing(other)
        if other in found[layer] or not joined.isdisjoint(theirs.places):
            continue
        shared = bands & theirs.places.keys()
        same = same_text(shared, mine, theirs, glances.seen(shared), weights)
        if same and (points := sort.most(Level.TEXT, glances.seen((same[0],))[same[0]].times)) >= weights.joins_at:
            found[layer][other] = points


def _promising(
    worth: Mapping[int, Mapping[str, list[_Worth]]], frequent: Mapping[str, list[_Worth]], weights: Weights
) -> set[int]:
    """Reports that share so much, of more than one family, that it may be enough together."""
    chosen = set()
    for other, known in worth.items():
        if len(known) + len(frequent) < 2:
            continue
        sums: dict[Level, int] = {}
        for family in known.keys() | frequent.keys():
            best_of: dict[Level, int] = {}
            for most in (*known.get(family, ()), *frequent.get(family, ())):
                for level, points in most:
                    best_of[level] = max(points, best_of.get(level, 0))
            for level, points in best_of.items():
                sums[level] = sums.get(level, 0) + points
        if max(sums.values()) >= weights.joins_at:
            chosen.add(other)
    return chosen


def _tie_several(
    report: int, others: set[int], found: dict[Layer, dict[Vertex, int]], glances: Glances, weights: Weights
) -> None:
    """Ties through several things together, no single one of which joins the two alone."""
    glances.read(others)
    mine = glances.standing(report)
    for other in sorted(others):
        theirs = glances.standing(other)
        seen = glances.seen(mine.places.keys() & theirs.places.keys())
        for link in links(report, other, mine, theirs, seen, weights):
            alone = any(not each.supports and each.points >= weights.joins_at for each in link.evidence)
            if link.joins and not alone and link.level is not Level.TEXT and other not in found[link.layer]:
                found[link.layer][other] = link.strength

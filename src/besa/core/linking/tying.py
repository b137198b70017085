"""Work out what one report must be tied to: a function of the index and the decisions, and of nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from besa.core.linking.book import Book
from besa.core.linking.comparing import TEXT, best, links, same_text
from besa.core.linking.glances import Glances
from besa.core.linking.index import Seen
from besa.core.linking.levels import ROLES, SIDED, Layer, Level, Side, Whose
from besa.core.linking.ties import Vertex
from besa.core.linking.weights import Sort, Weights

BY_A_PERSON = 99
"""The points of a tie that a person made."""

FILES = Layer(Level.MEDIA, Side.ANY)
TEXTS = Layer(Level.TEXT, Side.ANY)

Ties = dict[Layer, dict[Vertex, int]]
_Points = tuple[tuple[Layer, int], ...]
_SIDES = {level: (Side.REPORTED, Side.CHILD) if level in SIDED else (Side.ANY,) for level in Level}
_BY_ITSELF = frozenset((Level.MEDIA, Level.TEXT))
_FILE = "digest"  # its line of rarity is that of all files and pages
_MANY = 1_000  # more than any line of rarity: from here on all counts are alike


class Survey(NamedTuple):
    """What a report is tied to by single things, and the others with which it must be compared for the rest."""

    ties: Ties
    texts: frozenset[int]
    several: frozenset[int]


def survey(report: int, glances: Glances, book: Book, weights: Weights) -> Survey:
    """The first half: looks at nothing but the report's own things and who else holds them."""
    ties: Ties = defaultdict(dict)
    for layer, other in book.same(report):
        ties[layer][other] = BY_A_PERSON
    mine = glances.standing(report)
    seen = glances.seen(mine.places)
    texts: set[int] = set()
    joined: set[int] = set()
    company = _Company(report, weights)
    for token, (code, roles) in mine.places.items():
        each = seen[token]
        if each.times < 2:
            continue
        sort = weights.by_code[code]
        if sort.name == TEXT:
            texts.update(each.holders)
            continue
        joins, worth = speaks(sort, roles, each.times, weights)
        for layer, points in joins:
            ties[layer][token] = points
        if joins and Level.TEXT in sort.counts:
            joined.update(each.holders)
        if worth:
            company.shares(sort, joins, worth, each)
    files = [vertex for vertex in ties.get(FILES, ()) if isinstance(vertex, bytes)]
    if files:
        lies_with = furthest(ties[FILES], {token: seen[token].times for token in files}, weights)
        for token in set(files) - {lies_with}:
            del ties[FILES][token]
    # Whom a thing joins in a layer need not be compared there.
    return Survey(ties, frozenset(texts - joined - {report}), frozenset(company.promising()))


def compared(report: int, found: Survey, glances: Glances, weights: Weights) -> Ties:
    """The second half: all ties, after comparing with each of the others."""
    ties = found.ties
    for other in sorted(found.texts):
        if points := alike(report, other, glances, weights):
            ties[TEXTS].setdefault(other, points)
    for other in sorted(found.several):
        for layer, points in several(report, other, glances, weights):
            ties[layer].setdefault(other, points)
    return ties


def speaks(sort: Sort, roles: tuple[Whose, ...], times: int, weights: Weights) -> tuple[_Points, _Points]:
    """Layers in which the thing joins all who hold it so; and what it adds, at most, where several are summed up."""
    return _speaks(sort, roles, min(times, _MANY), weights)


@lru_cache(maxsize=65_536)
def _speaks(sort: Sort, roles: tuple[Whose, ...], times: int, weights: Weights) -> tuple[_Points, _Points]:
    joins, worth = [], []
    for level in (*sort.counts, *sort.supports):
        for side in _SIDES[level]:
            points = best(sort, level, side, roles, times, weights)
            if points >= weights.joins_at and level in sort.counts and sort.name != TEXT:
                joins.append((Layer(level, side), points))
            if points > 0 and level not in _BY_ITSELF:
                worth.append((Layer(level, side), points))
    return tuple(joins), tuple(worth)


def furthest(files: Mapping[Vertex, int], times: Mapping[bytes, int], weights: Weights) -> bytes:
    """Of several files or pages a report lies with the most frequent that still joins, and with nothing else.

    Files in circulation stand beside each other in any combination: what passed from one to the next through a report
    with both would put a third of a year into one heap. `files` are tokens with their points.
    """
    step = weights.sorts[_FILE].rarity.step
    return max((step(times[token]), points, token) for token, points in files.items() if isinstance(token, bytes))[2]


def alike(one: int, other: int, glances: Glances, weights: Weights) -> int:
    """The points that tie two reports by nearly the same text; 0 where none does, or where a shared thing does."""
    mine, theirs = glances.standing(one), glances.standing(other)
    seen = glances.seen(mine.places.keys() & theirs.places.keys())
    bands = []
    for token, each in seen.items():
        code, roles = mine.places[token]
        sort = weights.by_code[code]
        if sort.name == TEXT:
            bands.append(token)
        elif Level.TEXT in sort.counts and speaks(sort, roles, each.times, weights)[0]:
            return 0
    if not any(seen[band].times <= weights.pairs for band in bands):
        return 0
    same = same_text(bands, mine, theirs, seen, weights)
    points = weights.sorts[TEXT].most(Level.TEXT, seen[same[0]].times) if same else 0
    return points if points >= weights.joins_at else 0


def several(one: int, other: int, glances: Glances, weights: Weights) -> Iterable[tuple[Layer, int]]:
    """Ties through several things together, no single one of which joins the two alone."""
    mine, theirs = glances.standing(one), glances.standing(other)
    seen = glances.seen(mine.places.keys() & theirs.places.keys())
    if not any(
        each.times <= weights.pairs and speaks(weights.by_code[code], roles, each.times, weights)[1]
        for token, each in seen.items()
        for code, roles in (mine.places[token],)
    ):
        return
    for link in links(one, other, mine, theirs, seen, weights):
        alone = any(not each.supports and each.points >= weights.joins_at for each in link.evidence)
        if link.joins and not alone and link.level not in _BY_ITSELF:
            yield link.layer, link.strength


class _Company:
    """Who holds what one report holds, and whether that may be enough together where no single thing is."""

    def __init__(self, report: int, weights: Weights) -> None:
        self._report = report
        self._weights = weights
        self._shared: dict[int, list[tuple[str, _Points]]] = defaultdict(list)
        self._frequent: list[tuple[str, _Points]] = []
        self._joined: dict[int, set[Layer]] = defaultdict(set)

    def shares(self, sort: Sort, joins: _Points, worth: _Points, seen: Seen) -> None:
        if seen.times > self._weights.pairs:
            self._frequent.append((sort.family, worth))
        for other, codes in seen.holders.items():
            self._shared[other].append((sort.family, worth))
            if joins:
                theirs = speaks(sort, roles_of(codes), seen.times, self._weights)[0]
                self._joined[other].update({layer for layer, _ in joins} & {layer for layer, _ in theirs})

    def promising(self) -> Iterable[int]:
        """Those who share so much, of more than one family, in a layer in which nothing joins the two already."""
        for other, things in self._shared.items():
            if other != self._report and len(things) + len(self._frequent) > 1 and self._enough(other, things):
                yield other

    def _enough(self, other: int, things: list[tuple[str, _Points]]) -> bool:
        best_of: dict[tuple[str, Layer], int] = {}
        for family, worth in (*things, *self._frequent):
            for layer, points in worth:
                key = (family, layer)
                if points > best_of.get(key, 0):
                    best_of[key] = points
        sums: dict[Layer, int] = defaultdict(int)
        for (_, layer), points in best_of.items():
            sums[layer] += points
        joined = self._joined.get(other, ())
        return any(points >= self._weights.joins_at and layer not in joined for layer, points in sums.items())


@lru_cache(maxsize=4_096)
def roles_of(codes: tuple[int, ...]) -> tuple[Whose, ...]:
    """Roles as they stand in `Places`, from the numbers of the index."""
    return tuple(sorted(ROLES[code] for code in codes))

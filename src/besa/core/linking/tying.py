"""Work out what one report must be tied to: a function of the index and the decisions, and of nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from besa.core.linking.comparing import best, links, places
from besa.core.linking.decisions import Apart, Decision, Same, SetAside
from besa.core.linking.index import Index, Seen
from besa.core.linking.levels import SIDED, Layer, Level, Side
from besa.core.linking.ties import Vertex
from besa.core.linking.values import Imprint, Link
from besa.core.linking.weights import Sort, Weights

BY_A_PERSON = 99
"""The points of a tie that a person made."""

_SIDES = {level: (Side.REPORTED, Side.CHILD) if level in SIDED else (Side.ANY,) for level in Level}


class Book:
    """Decisions, so that they can be looked up by what they are about."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._made: set[Decision] = set()
        self._apart: dict[Layer, dict[int, list[Apart]]] = defaultdict(dict)
        self._same: dict[int, list[Same]] = defaultdict(list)
        self._enemies: dict[Layer, dict[int, frozenset[int]]] = {}
        self.set_aside: set[bytes] = set()
        for decision in decisions:
            self.add(decision)

    def add(self, decision: Decision) -> bool:
        """Returns whether it is new."""
        if decision in self._made:
            return False
        self._made.add(decision)
        if isinstance(decision, SetAside):
            self.set_aside.add(decision.token)
        elif isinstance(decision, Same):
            for report in (decision.a, decision.b):
                self._same[report].append(decision)
        else:
            self._apart[decision.layer].setdefault(decision.report, []).append(decision)
            self._enemies.pop(decision.layer, None)
        return True

    def remove(self, decision: Decision) -> None:
        """Raises KeyError if it was not made."""
        self._made.remove(decision)
        if isinstance(decision, SetAside):
            self.set_aside.discard(decision.token)
        elif isinstance(decision, Same):
            for report in (decision.a, decision.b):
                self._same[report].remove(decision)
        else:
            self._apart[decision.layer][decision.report].remove(decision)
            if not self._apart[decision.layer][decision.report]:
                del self._apart[decision.layer][decision.report]
            self._enemies.pop(decision.layer, None)

    def forget(self, report: int) -> set[int]:
        """Drop what joins a report by a person's word; returns the reports it was joined with."""
        made = list(self._same.get(report, ()))
        for decision in made:
            self.remove(decision)
        return {other for decision in made for other in (decision.a, decision.b)} - {report}

    def enemies(self, layer: Layer) -> Mapping[int, frozenset[int]]:
        """For each report of which somebody decided so: the reports it must not be together with."""
        if layer not in self._enemies:
            found: dict[int, set[int]] = defaultdict(set)
            for report, decisions in self._apart[layer].items():
                for other in {other for decision in decisions for other in decision.others}:
                    found[report].add(other)
                    found[other].add(report)
            self._enemies[layer] = {report: frozenset(others) for report, others in found.items()}
        return self._enemies[layer]

    def leaving(self, layer: Layer) -> frozenset[int]:
        """The reports that were told to leave."""
        return frozenset(self._apart[layer])

    def same(self, report: int) -> Iterable[tuple[Layer, int]]:
        """With which reports a person joined this one, and where."""
        return [(each.layer, each.b if each.a == report else each.a) for each in self._same.get(report, ())]

    def without_set_aside(self, imprints: Mapping[int, Imprint]) -> Mapping[int, Imprint]:
        """Imprints less what says nothing."""
        if not self.set_aside:
            return imprints
        return {
            report: Imprint(tuple(each for each in found.sightings if each.token not in self.set_aside), found.sketches)
            for report, found in imprints.items()
        }


def wanted(report: int, index: Index, book: Book, weights: Weights) -> dict[Layer, dict[Vertex, int]]:
    """By layer: what the report must be tied to, with how many points."""
    found: dict[Layer, dict[Vertex, int]] = defaultdict(dict)
    for layer, other in book.same(report):
        found[layer][other] = BY_A_PERSON
    mine = book.without_set_aside(index.imprints((report,)))[report]
    if not mine.sightings:
        return found
    seen = index.seen({each.token for each in mine.sightings}, most=weights.pairs)
    shared = {token: place for token, place in places(mine.sightings).items() if seen[token].times > 1}
    for token, (code, roles) in shared.items():
        sort = weights.by_code[code]
        if sort.name == "text":
            continue
        for level in sort.counts:
            for side in _SIDES[level]:
                points = best(sort, level, side, roles, seen[token].times, weights)
                if points >= weights.joins_at:
                    found[Layer(level, side)][token] = points
    for other in sorted(_worth_comparing(report, shared, seen, weights)):
        for link in _together(report, other, mine, index, book, weights):
            if link.layer not in found or other not in found[link.layer]:
                found[link.layer][other] = link.strength
    return found


def _worth_comparing(
    report: int, shared: Mapping[bytes, tuple[int, object]], seen: Mapping[bytes, Seen], weights: Weights
) -> set[int]:
    """Reports that share things of more than one family, or a band of a text."""
    families: dict[int, set[str]] = defaultdict(set)
    frequent: set[str] = set()
    for token, (code, _) in shared.items():
        sort = weights.by_code[code]
        if seen[token].times > weights.pairs and _says_something(sort, seen[token].times):
            frequent.add(sort.family)
        for other in seen[token].reports:
            families[other].add(sort.family)
    families.pop(report, None)
    return {other for other, known in families.items() if len(known | frequent) > 1 or "text" in known}


def _says_something(sort: Sort, seen: int) -> bool:
    return any(sort.at(level, seen, sure=True) for level in (*sort.counts, *sort.supports))


def _together(report: int, other: int, mine: Imprint, index: Index, book: Book, weights: Weights) -> Iterable[Link]:
    """Links that join the two through several things together: no single one of which does so alone."""
    imprints = {report: mine, other: book.without_set_aside(index.imprints((other,)))[other]}
    tokens = {each.token for each in mine.sightings} & {each.token for each in imprints[other].sightings}
    seen = {token: found.times for token, found in index.seen(tokens, most=0).items()}
    for link in links(report, other, imprints, seen, weights):
        if link.joins and not any(_alone(each.points, each.sort, each.supports, weights) for each in link.evidence):
            yield link


def _alone(points: int, sort: str, supports: bool, weights: Weights) -> bool:  # noqa: FBT001
    return sort != "text" and not supports and points >= weights.joins_at

"""Add, remove and decide: keeps ties, regions and clusters right, one report at a time.

What comes out is a function of what the index and the decisions hold; the order in which it came plays no part. To
keep that true, a report's ties are worked out anew whenever a count it depends on passes a step of weights.yaml.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from besa.core.linking.book import Book
from besa.core.linking.bundles import Bundle, bundles_of
from besa.core.linking.changes import Changes
from besa.core.linking.clusters import Cluster, cluster_near, clusters_of
from besa.core.linking.comparing import links
from besa.core.linking.decisions import Apart, Decision, Same, SetAside
from besa.core.linking.glances import Glances
from besa.core.linking.index import Index, Seen
from besa.core.linking.lessening import Thing, lessened, stops_joining
from besa.core.linking.levels import Layer
from besa.core.linking.parting import parts
from besa.core.linking.ties import Ties
from besa.core.linking.tying import compared, roles_of, survey
from besa.core.linking.values import Imprint, Link
from besa.core.linking.weights import Sort, Weights, current

WHOLE = 4_000
"""Vertices of a region that are still looked at all together; a greater one is shown around the report asked for."""
_NOTHING: Mapping[int, Sequence[Thing]] = MappingProxyType({})


class Touched(NamedTuple):
    """A region that changed, or is no more: what shows its clusters must be drawn again."""

    layer: Layer
    region: int


class Linker:
    """Ties reports together. Calls must come one after the other: a node takes a lock or runs one worker for it."""

    def __init__(
        self, index: Index, ties: Ties, decisions: Iterable[Decision] = (), weights: Weights | None = None
    ) -> None:
        self._index = index
        self._ties = ties
        self._weights = weights or current()
        self._book = Book(decisions)

    def add(self, report: int, imprint: Imprint) -> frozenset[Touched]:
        """Take in a report that the index does not hold yet."""
        return self.add_all({report: imprint})

    def add_all(self, found: Mapping[int, Imprint]) -> frozenset[Touched]:
        """Take in reports that the index does not hold yet. Many at once ask the tables as seldom as one does."""
        sorts = {each.token: self._weights.by_code[each.sort] for one in found.values() for each in one.sightings}
        self._index.seen(sorts, most=self._weights.pairs)
        for report, imprint in found.items():
            self._index.add(report, imprint)
        times = Counter(token for one in found.values() for token in {each.token for each in one.sightings})
        anew: set[int] = set(found)
        partly: dict[int, list[Thing]] = defaultdict(list)
        for token, seen in self._index.seen(sorts, most=self._weights.pairs).items():
            sort, before = sorts[token], seen.times - times[token]
            if before and self._weights.step(sort, before) != self._weights.step(sort, seen.times):
                holders = self._everywhere(token, sort, seen)
                if stops_joining(sort, before, seen.times, self._weights):
                    anew |= holders.keys()
                elif token not in self._book.set_aside:
                    for report in holders.keys() - found.keys():
                        partly[report].append(Thing(token, sort, roles_of(holders[report]), seen.times))
        return self._refresh(anew, partly)

    def remove(self, report: int) -> frozenset[Touched]:
        """Forget a report and what people joined it with, as erasing demands; what it held together falls apart."""
        imprint = self._index.imprints((report,))[report]
        self._index.remove(report)
        return self._refresh({report} | self._book.forget(report) | self._at_a_step(imprint, gone=1))

    def decide(self, decision: Decision) -> frozenset[Touched]:
        """Respect a decision from now on; deciding the same twice changes nothing."""
        return self._decided(decision) if self._book.add(decision) else frozenset()

    def withdraw(self, decision: Decision) -> frozenset[Touched]:
        """Undo a decision: everything is as if it had never been made. Raises KeyError if it was not made."""
        self._book.remove(decision)
        return self._decided(decision)

    def links(self, report: int, *, most: int = 200) -> tuple[Link, ...]:
        """Links of a report to others, strongest first, at every level; those that do not join are among them."""
        glances = self._glances()
        seen = glances.seen(glances.standing(report).places)
        others = {other for found in seen.values() for other in found.holders}
        for layer, ties in self._ties.all_of(report).items():
            for vertex in ties:
                others |= {vertex} if isinstance(vertex, int) else set(self._first_tied(layer, vertex))
        others.discard(report)
        glances.read(others)
        found = [link for other in others for link in self._between(report, other, glances)]
        found.sort(key=lambda link: (-link.strength, link.level, link.side, link.a, link.b))
        return tuple(found[:most])

    def between(self, a: int, b: int) -> tuple[Link, ...]:
        """Every link of two reports worth showing, strongest first."""
        return self._between(a, b, self._glances())

    def bundles(self, report: int) -> tuple[Bundle, ...]:
        """What of a report stands in many others: to be worked on together, the most frequent first."""
        return bundles_of(report, self._glances(), self._weights)

    def things(self, cluster: Cluster) -> Mapping[bytes, str]:
        """What sort of thing each token is that ties a cluster."""
        glances = self._glances()
        glances.read(cluster.reports)
        return {
            tie.other: self._weights.by_code[place[0]].name
            for tie in (*cluster.ties, *cluster.held_back)
            if isinstance(tie.other, bytes) and (place := glances.standing(tie.report).places.get(tie.other))
        }

    def clusters(self, layer: Layer, region: int) -> tuple[Cluster, ...]:
        """What a region holds together, after the decisions of people."""
        return clusters_of(self._ties, layer, region)

    def cluster(self, layer: Layer, report: int) -> Cluster | None:
        """What a report belongs to in a layer, of a very great cluster the nearest; None if to nothing."""
        region = self._ties.region(layer, report)
        if region is None:
            return None
        if self._ties.size(layer, region) > WHOLE and not self._ties.parts(layer, region):
            return cluster_near(self._ties, layer, report, most=WHOLE)
        found = self.clusters(layer, region)
        return next((cluster for cluster in found if report in cluster.reports), None)

    def take_out(self, layer: Layer, report: int) -> Apart | None:
        """The decision that takes a report out of its cluster, not made yet; None if it is in none."""
        cluster = self.cluster(layer, report)
        return Apart(layer, report, cluster.reports - {report}) if cluster else None

    def _at_a_step(self, imprint: Imprint, *, gone: int) -> set[int]:
        """Reports that hold something whose count just passed a step, up or (gone=1) down."""
        sorts = {each.token: self._weights.by_code[each.sort] for each in imprint.sightings}
        found: set[int] = set()
        for token, seen in self._index.seen(sorts, most=self._weights.pairs).items():
            sort, before = sorts[token], seen.times + (1 if gone else -1)
            if self._weights.step(sort, before) != self._weights.step(sort, seen.times):
                found |= self._everywhere(token, sort, seen).keys()
        return found

    def _everywhere(self, token: bytes, sort: Sort, seen: Seen) -> Mapping[int, tuple[int, ...]]:
        return seen.holders or self._index.seen((token,), most=self._weights.last(sort))[token].holders

    def _refresh(self, anew: Iterable[int], partly: Mapping[int, Sequence[Thing]] = _NOTHING) -> frozenset[Touched]:
        """Work out the ties of some reports anew, of others what hangs on some things that became more frequent."""
        changes = Changes(self._ties)
        glances = self._glances()
        whole = sorted(anew)
        less = {report: things for report, things in sorted(partly.items()) if report not in anew}
        self._ties.expect(ties=[*whole, *less])
        glances.read(whole)
        glances.seen({token for report in whole for token in glances.standing(report).places})
        found = {report: survey(report, glances, self._book, self._weights) for report in whole}
        glances.read({other for each in found.values() for other in (*each.texts, *each.several)})
        new = {report: compared(report, each, glances, self._weights) for report, each in found.items()}
        # What is lessened is compared with what was before: ties to new reports come from those.
        before = {report: self._ties.all_of(report) for report in less}
        for report, ties in lessened(less, before, glances, self._weights).items():
            changes.make(report, before[report], ties)
        for report, ties in new.items():
            changes.make(report, self._ties.all_of(report), ties)
        return self._settled(changes)

    def _settled(self, changes: Changes) -> frozenset[Touched]:
        touched = set()
        for layer, regions in changes.settle():
            for region in sorted(regions):
                self._part(layer, region)
                touched.add(Touched(layer, region))
        return frozenset(touched)

    def _part(self, layer: Layer, region: int) -> None:
        enemies = self._book.enemies(layer)
        if not enemies:
            self._ties.part(layer, region, ())
            return
        if len(enemies) < self._ties.size(layer, region):
            concerned = any(self._ties.region(layer, report) == region for report in enemies)
        else:
            concerned = not self._ties.members(layer, region).isdisjoint(enemies)
        new = parts(self._ties.web(layer, region), enemies, self._book.leaving(layer)) if concerned else ()
        self._ties.part(layer, region, new)

    def _decided(self, decision: Decision) -> frozenset[Touched]:
        if isinstance(decision, SetAside):
            return self._refresh(self._holders(decision.token))
        if isinstance(decision, Same):
            return self._refresh((decision.a, decision.b))
        places = {self._ties.region(decision.layer, report) for report in (decision.report, *decision.others)}
        regions = {region for region in places if region is not None}
        for region in sorted(regions):
            self._part(decision.layer, region)
        return frozenset(Touched(decision.layer, region) for region in regions)

    def _holders(self, token: bytes) -> tuple[int, ...]:
        most = max(self._weights.last(sort) for sort in self._weights.sorts.values())
        return tuple(self._index.seen((token,), most=most)[token].holders)

    def _first_tied(self, layer: Layer, token: bytes) -> list[int]:
        reports = sorted(vertex for vertex in self._ties.of(layer, token) if isinstance(vertex, int))
        return reports[: self._weights.pairs]

    def _glances(self) -> Glances:
        return Glances(self._index, self._book.set_aside, self._weights.pairs)

    def _between(self, a: int, b: int, glances: Glances) -> tuple[Link, ...]:
        first, second = glances.standing(a), glances.standing(b)
        seen = glances.seen(first.places.keys() & second.places.keys())
        found = links(a, b, first, second, seen, self._weights)
        return tuple(link for link in found if link.strength >= self._weights.shown_at)

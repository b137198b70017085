"""Clusters: what belongs together in one layer, and what a person's decision holds apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from besa.core.linking.levels import Layer
from besa.core.linking.regions import order
from besa.core.linking.ties import Ties, Vertex, Web


@dataclass(frozen=True)
class Tie:
    """A report and a shared thing, or two reports (`other` is then the second), with its points."""

    report: int
    other: Vertex
    points: int


@dataclass(frozen=True)
class Cluster:
    """Two or more reports. `held_back`: ties out of it that a decision keeps from joining.

    `more`: it is too great to be looked at whole, and these are the reports nearest to the one it was asked for.
    `name` is its smallest report, so that the same cluster has the same name whatever came first.
    """

    layer: Layer
    reports: frozenset[int]
    ties: tuple[Tie, ...]
    held_back: tuple[Tie, ...] = ()
    more: bool = False

    @property
    def name(self) -> int:
        return min(self.reports)


def clusters_of(ties: Ties, layer: Layer, region: int) -> tuple[Cluster, ...]:
    """The clusters of a region, by name. A part with a single report is no cluster."""
    web = ties.web(layer, region)
    pieces = ties.parts(layer, region) or (frozenset(web),)
    found = []
    for piece in pieces:
        reports = frozenset(vertex for vertex in piece if isinstance(vertex, int))
        if len(reports) > 1:
            within, out = _ties(web, piece)
            found.append(Cluster(layer, reports, within, out))
    return tuple(sorted(found, key=lambda cluster: cluster.name))


def cluster_near(ties: Ties, layer: Layer, report: int, *, most: int) -> Cluster | None:
    """Of what a report is in, about `most` vertices, the nearest first; None if it is in nothing.

    Chance can chain a hundred thousand reports together. Nobody can look at them, and reading them takes a minute.
    """
    web: dict[Vertex, Mapping[Vertex, int]] = {}
    found: dict[Vertex, None] = {report: None}
    ahead: list[Vertex] = [report]
    while ahead:
        ties.expect(ties=ahead)
        web.update((vertex, ties.of(layer, vertex)) for vertex in ahead)
        beyond = dict.fromkeys(other for vertex in ahead for other in sorted(web[vertex], key=order))
        ahead = [other for other in beyond if other not in found][: most - len(found)]
        found.update(dict.fromkeys(ahead))
    piece = frozenset(found)
    reports = frozenset(vertex for vertex in piece if isinstance(vertex, int))
    if len(reports) < 2:
        return None
    more = any(other not in piece for tied in web.values() for other in tied)
    return Cluster(layer, reports, _ties(web, piece)[0], more=more)


def _ties(web: Web, piece: frozenset[Vertex]) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
    within, out = [], []
    for vertex in sorted(piece, key=order):
        for other in sorted(web.get(vertex, {}), key=order):
            points = web[vertex][other]
            if other in piece:
                if order(vertex) < order(other) and isinstance(vertex, int):
                    within.append(Tie(vertex, other, points))
            elif isinstance(vertex, int):
                out.append(Tie(vertex, other, points))
            elif isinstance(other, int):
                out.append(Tie(other, vertex, points))
    return tuple(within), tuple(out)

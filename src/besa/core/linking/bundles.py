"""Bundles: what stands in so many reports that they are worked on together; it says nothing about persons.

Files, pages and texts are bundles early. Anything else becomes one where it is too frequent to join, so that a crowd of
reports about one account or number is still seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from besa.core.linking.glances import Glances
from besa.core.linking.levels import Level
from besa.core.linking.weights import Sort, Weights

_EARLY = frozenset((Level.MEDIA, Level.TEXT))


@dataclass(frozen=True, order=True)
class Bundle:
    """`token` finds its reports in the index; `times` is in how many it stands."""

    times: int
    sort: str
    token: bytes


def bundles_of(report: int, glances: Glances, weights: Weights) -> tuple[Bundle, ...]:
    """The bundles a report is in, greatest first; of the bands of its texts only the most frequent."""
    standing = glances.standing(report)
    found: list[Bundle] = []
    texts: list[Bundle] = []
    for token, seen in glances.seen(standing.places).items():
        sort = weights.by_code[standing.places[token][0]]
        if not _is_bundle(sort, seen.times, weights):
            continue
        (texts if Level.TEXT in sort.counts else found).append(Bundle(seen.times, sort.name, token))
    most = max((bundle.times for bundle in found if bundle.sort == "digest"), default=0)
    # A second digest tells of the same file again, unless more reports are known by it.
    once = [bundle for bundle in found if bundle.sort != "other-digest" or bundle.times > most]
    return tuple(sorted([*once, *([max(texts)] if texts else [])], reverse=True))


def _is_bundle(sort: Sort, times: int, weights: Weights) -> bool:
    for level, points in sort.counts.items():
        joins = points >= weights.joins_at
        early = level in _EARLY and times >= weights.bundle_from
        if joins and (early or sort.most(level, times) < weights.joins_at):
            return True
    return False

"""Bundles: one file, page or text in many reports. A bundle is worked on together; it says nothing about persons."""

from __future__ import annotations

from dataclasses import dataclass

from besa.core.linking.comparing import TEXT
from besa.core.linking.glances import Glances
from besa.core.linking.levels import Level
from besa.core.linking.weights import Weights

_BUNDLED = frozenset((Level.MEDIA, Level.TEXT))
_NOT_BUNDLED = frozenset(("domain",))


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
        if seen.times < weights.bundle_from or sort.name in _NOT_BUNDLED or _BUNDLED.isdisjoint(sort.counts):
            continue
        (texts if sort.name == TEXT else found).append(Bundle(seen.times, sort.name, token))
    return tuple(sorted([*found, *([max(texts)] if texts else [])], reverse=True))

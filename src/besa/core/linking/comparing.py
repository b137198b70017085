"""Compare two reports by what they share, and say how strongly they belong together at each level and side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache

from besa.core.linking.glances import Standing
from besa.core.linking.index import Seen
from besa.core.linking.levels import SIDED, Level, Side, Whose
from besa.core.linking.texts import HEAD, common, likeness
from besa.core.linking.values import Evidence, Link
from besa.core.linking.weights import Sort, Weights, sure

TEXT = "text"


@lru_cache(maxsize=65_536)
def best(sort: Sort, level: Level, side: Side, roles: tuple[Whose, ...], seen: int, weights: Weights) -> int:
    """The most points that something is worth at a level and side for one report in which it stands so."""
    return max(
        (
            sort.at(level, seen, sure=sure(role)) - off
            for role in roles
            if (off := weights.off(level, side, role)) is not None
        ),
        default=0,
    )


def links(
    a: int, b: int, first: Standing, second: Standing, seen: Mapping[bytes, Seen], weights: Weights
) -> list[Link]:
    """Every link of two reports, strongest first. `seen` holds every token that stands in both."""
    if a > b:
        a, b, first, second = b, a, second, first
    text = weights.sorts[TEXT].code
    evidence: dict[tuple[Level, Side], list[Evidence]] = defaultdict(list)
    bands = []
    for token in first.places.keys() & second.places.keys():
        sort, roles = first.places[token]
        if sort == text:
            bands.append(token)
        else:
            both = (roles, second.places[token][1])
            _weigh(evidence, token, weights.by_code[sort], both, seen[token].times, weights, None)
    if bands and (same := same_text(bands, first, second, seen, weights)):
        token, alike = same
        both = (first.places[token][1], second.places[token][1])
        _weigh(evidence, token, weights.sorts[TEXT], both, seen[token].times, weights, alike)
    found = (_link(a, b, level, side, things, weights) for (level, side), things in evidence.items())
    return sorted((link for link in found if link), key=lambda link: (-link.strength, link.level, link.side))


def same_text(
    bands: Collection[bytes], first: Standing, second: Standing, seen: Mapping[bytes, Seen], weights: Weights
) -> tuple[bytes, float] | None:
    """The rarest text that stands in both, nearly the same: the most frequent of its bands, and how alike the two are.

    The most frequent, because of a viral text no variant is rare. `bands`: those that both reports have.
    """
    heads: dict[bytes, list[bytes]] = defaultdict(list)
    for band in bands:
        heads[band[:HEAD]].append(band)
    found = []
    for one in first.sketches:
        for other in second.sketches:
            shared = [band for head in common(one, other) for band in heads.get(head, ())]
            if shared and (alike := likeness(one, other)) >= weights.alike_from:
                times, band = max((seen[band].times, band) for band in shared)
                found.append((times, -alike, band))
    if not found:
        return None
    _, alike, band = min(found)
    return band, -alike


def _weigh(
    evidence: dict[tuple[Level, Side], list[Evidence]],
    token: bytes,
    sort: Sort,
    roles: tuple[tuple[Whose, ...], tuple[Whose, ...]],
    seen: int,
    weights: Weights,
    alike: float | None,
) -> None:
    for level in (*sort.counts, *sort.supports):
        for side, points in _sides(sort, level, roles, seen, weights):
            if points > 0:
                evidence[level, side].append(
                    Evidence(token, sort.name, seen, points, roles, level in sort.supports, likeness=alike)
                )


@lru_cache(maxsize=65_536)
def _sides(
    sort: Sort, level: Level, roles: tuple[tuple[Whose, ...], tuple[Whose, ...]], seen: int, weights: Weights
) -> tuple[tuple[Side, int], ...]:
    """On which sides the thing speaks, and with how many points: those of the report in which it is less sure."""
    if level not in SIDED:
        return ((Side.ANY, min(best(sort, level, Side.ANY, each, seen, weights) for each in roles)),)
    found = []
    for side in (Side.REPORTED, Side.CHILD):
        points = min(best(sort, level, side, each, seen, weights) for each in roles)
        if points > 0:
            found.append((side, points))
    if found:
        return tuple(found)
    if any(Whose.SENDER in each and len(each) == 1 for each in roles):
        return ()
    said = sort.at(level, seen, sure=False)
    crossed = any(Whose.REPORTED in one and Whose.CHILD in other for one, other in (roles, roles[::-1]))
    return ((Side.CROSSED if crossed else Side.OPEN, said),)


def _link(a: int, b: int, level: Level, side: Side, things: list[Evidence], weights: Weights) -> Link | None:
    """Of each family the strongest counts; support counts only beside evidence of the level's own."""
    things.sort(key=lambda each: (each.supports, -each.points, each.token))
    families: set[str] = set()
    own = extra = 0
    told = []
    for each in things:
        family = weights.sorts[each.sort].family
        counted = family not in families
        families.add(family)
        if counted and each.supports:
            extra += each.points
        elif counted:
            own += each.points
        told.append(each if counted else _uncounted(each))
    if not own:
        return None
    if own < weights.needs:
        told = [_uncounted(each) if each.supports else each for each in told]
        extra = 0
    strength = own + extra
    joins = strength >= weights.joins_at and side not in (Side.CROSSED, Side.OPEN)
    return Link(a, b, level, side, strength, tuple(told), joins)


def _uncounted(each: Evidence) -> Evidence:
    return Evidence(each.token, each.sort, each.seen, each.points, each.roles, each.supports, False, each.likeness)  # noqa: FBT003

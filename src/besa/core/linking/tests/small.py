"""A small world for tests: few things, many reports, steps of rarity so low that they are passed all the time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from besa.core.linking import LAYERS, Apart, Imprint, Layer, Linker, MemoryIndex, MemoryTies, Same, SetAside, Sighting
from besa.core.linking import weights as real
from besa.core.linking.levels import ROLE_CODES, Whose
from besa.core.linking.weights import Rarity

_LOW = Rarity((3, 5), (0, 4))
WEIGHTS = replace(
    real.current(),
    pairs=4,
    sorts={name: replace(sort, rarity=_LOW, said=_LOW) for name, sort in real.current().sorts.items()},
    by_code={code: replace(sort, rarity=_LOW, said=_LOW) for code, sort in real.current().by_code.items()},
)
_SORTS = (
    "phone",
    "email",
    "account-number",
    "bare-name",
    "name",
    "name-born",
    "ip-port",
    "digest",
    "other-digest",
    "device",
    "place",
    "domain",
)
_ROLES = (Whose.REPORTED, Whose.CHILD, Whose.MENTIONED, Whose.OTHER)


def sighting(sort: str, number: int, role: Whose = Whose.REPORTED) -> Sighting:
    """One of the few things of this world."""
    token = hashlib.blake2b(f"{sort} {number}".encode(), digest_size=16).digest()
    return Sighting(token, real.current().sorts[sort].code, ROLE_CODES[role])


sightings = st.builds(sighting, st.sampled_from(_SORTS), st.integers(0, 2), st.sampled_from(_ROLES))
imprints = st.lists(sightings, max_size=5).map(lambda found: Imprint(tuple(sorted(set(found)))))


def decisions(reports: int) -> st.SearchStrategy[Apart | Same | SetAside]:
    """Any decision about reports 0 … reports-1."""
    number = st.integers(0, reports - 1)
    two = st.tuples(number, number).filter(lambda pair: pair[0] != pair[1])
    layer = st.sampled_from(LAYERS[:7])
    apart = st.builds(lambda layer, pair: Apart(layer, pair[0], frozenset({pair[1]})), layer, two)
    same = st.builds(lambda layer, pair: Same(layer, *pair), layer, two)
    return st.one_of(apart, same, sightings.map(lambda each: SetAside(each.token)))


def linker(found: Iterable[tuple[int, Imprint]] = (), made: Iterable[Apart | Same | SetAside] = ()) -> Linker:
    """A linker that took in these reports and decisions, in this order."""
    new = Linker(MemoryIndex(), MemoryTies(), weights=WEIGHTS)
    for report, imprint in found:
        new.add(report, imprint)
    for decision in made:
        new.decide(decision)
    return new


def state(of: Linker, reports: Iterable[int]) -> dict[tuple[Layer, int], object]:
    """All that can be seen of every report: its cluster with every tie, in and out, in every layer."""
    return {(layer, report): of.cluster(layer, report) for layer in LAYERS for report in reports}

"""Link the year and compare what was joined with what belongs together, pair by pair and level by level."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bench.year.showing import TELLING, WEAK, Shown, connected, shared
from bench.year.truth import Truth
from besa.core.linking import Imprint, Layer, Level, Linker, MemoryIndex, MemoryTies, Side, current

Labels = Sequence[Hashable | None]
NOBODY = "nothing, one of them names nobody: cannot be known"
NOTHING = "nothing: cannot be known"
_CHAIN = "a chain of telling evidence through other reports"
_WEAK_CHAIN = "a chain of leads through other reports"
PERSON = Layer(Level.PERSON, Side.REPORTED)


@dataclass(frozen=True)
class Pairs:
    """Pairs joined that belong together (`right` of `joined`), and pairs that belong together that were joined
    (`hit` of `wanted`). `largest`: the greatest number of reports in one cluster.
    """

    what: str
    right: int
    joined: int
    hit: int
    wanted: int
    largest: int


@dataclass(frozen=True)
class Planted:
    """Pairs of reports about the same person, by the most telling thing both show. `shown`: not joined, but a person
    who opens one of them is shown the other.
    """

    by: str
    pairs: int
    joined: int
    shown: int


@dataclass(frozen=True)
class Linked:
    """`persons`: (pairs joined, pairs) of each person who is reported more than once; `wrong`: what pairs share that
    were joined and are about two people; `bundles`: of each report those it is worked on in, the greatest first.
    """

    pairs: list[Pairs]
    planted: list[Planted]
    persons: list[tuple[int, int]]
    wrong: Mapping[str, int]
    bundles: list[tuple[bytes, ...]]
    seconds: float


def link(imprints: Sequence[Imprint], shows: Sequence[Shown], truths: Sequence[Truth]) -> Linked:
    """Every report added one after the other, and what became of it."""
    linker = Linker(MemoryIndex(), MemoryTies())
    begun = time.process_time()
    for report, imprint in enumerate(imprints):
        linker.add(report, imprint)
    seconds = time.process_time() - begun
    who = _clusters(linker, PERSON, len(truths))
    planted, persons = _planted(linker, who, shows, truths)
    return Linked(
        pairs=[*_persons(who, truths), *_levels(linker, shows, truths)],
        planted=planted,
        persons=persons,
        wrong=_wrong(who, shows, truths),
        bundles=_bundles(linker, len(truths)),
        seconds=seconds,
    )


def _persons(who: Labels, truths: Sequence[Truth]) -> list[Pairs]:
    persons = [truth.person or None for truth in truths]
    return [
        _pairs("person: connected by telling evidence", who, persons, [truth.known or None for truth in truths]),
        _pairs("person: connected by any lead as well", who, persons, [truth.leads or None for truth in truths]),
        _pairs("person: all, also where nobody can know", who, persons),
    ]


def _levels(linker: Linker, shows: Sequence[Shown], truths: Sequence[Truth]) -> list[Pairs]:
    files = [each["media"] for each in shows]
    copies = [truth.bundle or None for truth in truths]
    viral = [copy if here else None for copy, here in zip(copies, files, strict=True)]
    number = len(truths)
    account, device = (
        _clusters(linker, Layer(level, Side.REPORTED), number) for level in (Level.ACCOUNT, Level.DEVICE)
    )
    media, text = (_clusters(linker, Layer(level, Side.ANY), number) for level in (Level.MEDIA, Level.TEXT))
    return [
        _pairs("account: the same account shown", account, connected([each["account"] for each in shows])),
        _pairs("device: the same device shown", device, connected([each["device"] for each in shows])),
        _direct("media: the same file in both", media, files),
        _pairs("media: the same viral bundle, where digests are shown", _only(media, viral), viral),
        _pairs("bundle: the greatest each such copy is in", _viral(linker, viral), viral),
        _pairs("bundle: all copies, also those without a digest", _viral(linker, copies), copies),
        _pairs(
            "text: the same wave (right: or the same wording)",
            text,
            [truth.wave or truth.paraphrase or None for truth in truths],
            [truth.wave or None for truth in truths],
        ),
    ]


def _clusters(linker: Linker, layer: Layer, number: int) -> Labels:
    found: list[Hashable | None] = [None] * number
    for report in range(number):
        if found[report] is None and (cluster := linker.cluster(layer, report)):
            for each in cluster.reports:
                found[each] = cluster.name
    return found


def _only(labels: Labels, where: Labels) -> Labels:
    return [label if here is not None else None for label, here in zip(labels, where, strict=True)]


def _viral(linker: Linker, viral: Labels) -> Labels:
    """The greatest bundle of files that each copy of a viral file is worked on in."""
    media = {name for name, sort in current().sorts.items() if Level.MEDIA in sort.counts}
    found: list[Hashable | None] = []
    for report, bundle in enumerate(viral):
        several = linker.bundles(report) if bundle else ()
        found.append(next((each.token for each in several if each.sort in media), None))
    return found


def _bundles(linker: Linker, number: int) -> list[tuple[bytes, ...]]:
    """Files and texts that stand in many reports: what a desk can decide about together."""
    sorts = {name for name, sort in current().sorts.items() if {Level.MEDIA, Level.TEXT} & set(sort.counts)}
    return [tuple(each.token for each in linker.bundles(one) if each.sort in sorts) for one in range(number)]


def _planted(
    linker: Linker, who: Labels, shows: Sequence[Shown], truths: Sequence[Truth]
) -> tuple[list[Planted], list[tuple[int, int]]]:
    """Every pair of reports about the same person, by what both show."""
    counts: dict[str, list[int]] = {by: [0, 0, 0] for by in (*TELLING, _CHAIN, *WEAK, _WEAK_CHAIN, NOBODY, NOTHING)}
    persons = []
    for reports in _groups(truth.person for truth in truths).values():
        joined = 0
        for a, b in combinations(reports, 2):
            together = who[a] is not None and who[a] == who[b]
            joined += together
            row = counts[_by(shows[a], shows[b], truths[a], truths[b])]
            row[0] += 1
            row[1] += together
            row[2] += not together and bool(linker.between(a, b))
        if len(reports) > 1:
            persons.append((joined, len(reports) * (len(reports) - 1) // 2))
    return [Planted(by, *row) for by, row in counts.items()], persons


def _by(one: Shown, other: Shown, a: Truth, b: Truth) -> str:
    both = shared(one, other)
    if both and both[0] in TELLING:
        return both[0]
    if a.known and a.known == b.known:
        return _CHAIN
    if both:
        return both[0]
    if a.leads and b.leads:
        return _WEAK_CHAIN if a.leads == b.leads else NOTHING
    return NOBODY


def _wrong(who: Labels, shows: Sequence[Shown], truths: Sequence[Truth]) -> Counter[str]:
    """What pairs share that were joined and are about two people."""
    found: Counter[str] = Counter()
    for name, reports in _groups(who).items():
        if name is None or len({truths[report].person for report in reports}) == 1:
            continue
        for a, b in combinations(reports, 2):
            if truths[a].person != truths[b].person:
                found[(*shared(shows[a], shows[b]), "nothing: joined through others")[0]] += 1
    return found


def _groups(labels: Iterable[Hashable | None]) -> dict[Hashable | None, list[int]]:
    found: dict[Hashable | None, list[int]] = defaultdict(list)
    for report, label in enumerate(labels):
        found[label].append(report)
    return found


def _count(labels: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(labels).values())


def _pairs(what: str, found: Labels, true: Labels, expected: Labels | None = None) -> Pairs:
    """Precision against `true`, recall against `expected` (`true` where None)."""
    asked = true if expected is None else expected
    joined = [label for label in found if label is not None]
    right = _count((a, b) for a, b in zip(found, true, strict=True) if a is not None and b is not None)
    hit = _count((a, b) for a, b in zip(found, asked, strict=True) if a is not None and b is not None)
    wanted = _count(label for label in asked if label is not None)
    return Pairs(what, right, _count(joined), hit, wanted, max(Counter(joined).values(), default=0))


def _direct(what: str, found: Labels, keys: Sequence[frozenset[str]]) -> Pairs:
    """Pairs that share a key themselves; being connected by a chain of keys is not enough."""
    holders: dict[str, list[int]] = defaultdict(list)
    for report, each in enumerate(keys):
        for key in each:
            holders[key].append(report)
    true = {pair for reports in holders.values() for pair in combinations(reports, 2)}
    hit = sum(found[a] is not None and found[a] == found[b] for a, b in true)
    joined = [label for label in found if label is not None]
    return Pairs(what, hit, _count(joined), hit, len(true), max(Counter(joined).values(), default=0))

"""Link the year and compare what was joined with what belongs together, pair by pair and level by level."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from bench.year.intervals import Share, share
from bench.year.truth import Truth, shown
from besa.core.formats import Referral
from besa.core.linking import Imprint, Layer, Level, Linker, MemoryIndex, MemoryTies, Side, current

Labels = Sequence[Hashable | None]


@dataclass(frozen=True)
class Pairs:
    """Pairs that were joined and belong together, of those joined (precision) and of those that belong (recall)."""

    what: str
    precision: Share
    recall: Share
    largest: int


def join(imprints: Sequence[Imprint]) -> tuple[Linker, float]:
    """Every report added one after the other; and the seconds that took."""
    linker = Linker(MemoryIndex(), MemoryTies())
    begun = time.perf_counter()
    for report, imprint in enumerate(imprints):
        linker.add(report, imprint)
    return linker, time.perf_counter() - begun


def compare(linker: Linker, referrals: Sequence[Referral], truths: Sequence[Truth]) -> list[Pairs]:
    """Person, account, device, media and text."""
    keys = [shown(referral) for referral in referrals]
    persons = [truth.person for truth in truths]
    anything = [frozenset().union(each["contact"], each["account"], each["device"]) for each in keys]
    written = [truth.wave or truth.paraphrase or None for truth in truths]
    waves = [truth.wave or None for truth in truths]
    files = [each["media"] for each in keys]
    bundles = [truth.bundle or None for truth in truths]
    who, account, device = (
        _clusters(linker, Layer(level, Side.REPORTED), len(keys))
        for level in (Level.PERSON, Level.ACCOUNT, Level.DEVICE)
    )
    media, text = (_clusters(linker, Layer(level, Side.ANY), len(keys)) for level in (Level.MEDIA, Level.TEXT))
    return [
        _pairs("person: one offender, connected by anything shown", who, persons, _connected(anything, persons)),
        _pairs("person: one offender, connected or not", who, persons, persons),
        _pairs("account: the same account shown", account, _connected([each["account"] for each in keys])),
        _pairs("device: the same device shown", device, _connected([each["device"] for each in keys])),
        _direct("media: the same file in both", media, files),
        _pairs("media: connected by a chain of files", media, _connected(files)),
        _pairs(
            "media: the same viral bundle", [m if b else None for m, b in zip(media, bundles, strict=True)], bundles
        ),
        _pairs("bundle: the greatest each viral copy is in", _bundles(linker, bundles), bundles),
        _pairs("text: the same wave (precision: or the same wording)", text, written, waves),
    ]


def _clusters(linker: Linker, layer: Layer, number: int) -> Labels:
    found: list[Hashable | None] = []
    for report in range(number):
        cluster = linker.cluster(layer, report)
        found.append(cluster.name if cluster else None)
    return found


def _bundles(linker: Linker, true: Labels) -> Labels:
    """The greatest bundle of files that each copy of a viral file is worked on in."""
    media = {name for name, sort in current().sorts.items() if Level.MEDIA in sort.counts}
    found: list[Hashable | None] = []
    for report, bundle in enumerate(true):
        several = linker.bundles(report) if bundle else ()
        found.append(next((each.token for each in several if each.sort in media), None))
    return found


def _connected(keys: Sequence[frozenset[str]], inside: Sequence[Hashable] | None = None) -> Labels:
    """Reports joined by any shared key (only with others of the same `inside`), each named by its first report."""
    root = list(range(len(keys)))

    def top(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    first: dict[Hashable, int] = {}
    for report, shown_here in enumerate(keys):
        for key in shown_here:
            owner = first.setdefault((inside[report], key) if inside else key, report)
            root[top(report)] = top(owner)
    return [top(report) if shown_here else None for report, shown_here in enumerate(keys)]


def _count(labels: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(labels).values())


def _pairs(what: str, found: Labels, true: Labels, expected: Labels | None = None) -> Pairs:
    """Precision against `true`, recall against `expected` (`true` where None)."""
    asked = true if expected is None else expected
    joined = [label for label in found if label is not None]
    right = _count((a, b) for a, b in zip(found, true, strict=True) if a is not None and b is not None)
    hit = _count((a, b) for a, b in zip(found, asked, strict=True) if a is not None and b is not None)
    wanted = _count(label for label in asked if label is not None)
    return Pairs(what, share(right, _count(joined)), share(hit, wanted), max(Counter(joined).values(), default=0))


def _direct(what: str, found: Labels, keys: Sequence[frozenset[str]]) -> Pairs:
    """Pairs that share a key themselves; a chain of shared keys is not enough."""
    holders: dict[str, list[int]] = defaultdict(list)
    for report, each in enumerate(keys):
        for key in each:
            holders[key].append(report)
    true = {pair for reports in holders.values() for pair in combinations(reports, 2)}
    joined = [label for label in found if label is not None]
    hit = sum(found[a] is not None and found[a] == found[b] for a, b in true)
    return Pairs(what, share(hit, _count(joined)), share(hit, len(true)), max(Counter(joined).values(), default=0))

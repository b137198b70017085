"""Judge the year the way a node does: in order of arrival, each referral against all that came before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from besa.core import linking
from besa.core.formats import Referral
from besa.core.linking import Imprint
from besa.core.sealing import blind
from besa.core.triage import axes
from besa.core.triage.axes import Axes, Here, Seen

KEY = b"only for measuring this, 32 byte"
REGIONS = ("AL", "XK", "MK", "ME")
NODE = Here(country="AL", regions=REGIONS)
"""As a node has it today: no list of its own networks."""


@dataclass(frozen=True)
class Judged:
    axes: Axes
    imprint: Imprint


Change = Callable[[Referral], Referral]


def judge(
    arrivals: Iterable[tuple[Referral, datetime]],
    *,
    here: Here = NODE,
    change: Change | None = None,
    history: bool = True,
) -> list[Judged]:
    """Each referral judged at its arrival. `change` takes something away first; without `history` nothing is known."""
    before: Counter[bytes] = Counter()
    found = []
    for referral, now in arrivals:
        seen_as = change(referral) if change else referral
        traces = linking.traces(seen_as, regions=here.regions)
        imprint = linking.imprint(traces, [text.text for text in linking.passages(seen_as)], key=KEY)
        tokens = [(trace.where, blind(KEY, trace.kind, trace.canonical)) for trace in traces]
        bands = [each.token for each in imprint.sightings if each.sort == _text_sort()]
        seen = _seen(tokens, bands, before) if history else Seen()
        found.append(Judged(axes.assess(seen_as, seen=seen, now=now, here=here), imprint))
        before.update({token for _, token in tokens} | set(bands))
    return found


def _seen(tokens: list[tuple[str, bytes]], bands: list[bytes], before: Mapping[bytes, int]) -> Seen:
    counts: dict[str, int] = {}
    for where, token in tokens:
        place = where.partition("@")[0]
        counts[place] = max(counts.get(place, 0), before.get(token, 0))
    digests = [count for place, count in counts.items() if ".digests[" in place]
    prior = [place for place in counts if ".prior_reports[" in place]
    return Seen(
        before=counts,
        same_text=max(before.get(band, 0) for band in bands) if bands else None,
        bundle=max(digests) + 1 if digests else None,
        prior_known=sum(counts[place] > 0 for place in prior) if prior else None,
    )


@cache
def _text_sort() -> int:
    return linking.current().sorts["text"].code

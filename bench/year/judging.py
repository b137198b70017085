"""Judge the year the way a node does: in order of arrival, each referral against all that came before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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

Change = Callable[[Referral], Referral]
Bands = Mapping[str, tuple[bytes, ...]]


@dataclass(frozen=True)
class Read:
    """What can be compared in a referral: tokens by the place they stood at, and those of each of its texts."""

    imprint: Imprint
    tokens: tuple[tuple[str, bytes], ...]
    by_text: Bands


def read(referral: Referral) -> Read:
    """As a node reads it at its arrival."""
    traces = linking.traces(referral, regions=REGIONS)
    imprint, by_text = linking.imprint_with_texts(traces, [text.text for text in linking.passages(referral)], key=KEY)
    bands = [("", each.token) for each in imprint.sightings if each.sort == _text_sort()]
    return Read(imprint, (*_placed(traces), *bands), dict(by_text))


def read_less(referral: Referral, whole: Read) -> Read:
    """The same for a referral that lost something: its texts are among those that were read already."""
    texts = {text.text for text in linking.passages(referral)}
    by_text = {text: tokens for text, tokens in whole.by_text.items() if text in texts}
    bands = [("", token) for token in {token for tokens in by_text.values() for token in tokens}]
    return Read(Imprint(()), (*_placed(linking.traces(referral, regions=REGIONS)), *bands), by_text)


def judge(
    referrals: Sequence[Referral],
    arrivals: Sequence[datetime],
    reads: Sequence[Read],
    *,
    here: Here = NODE,
    history: bool = True,
) -> list[Axes]:
    """Each referral judged at its arrival; without `history` nothing is known of what came before."""
    before: Counter[bytes] = Counter()
    found = []
    for referral, now, one in zip(referrals, arrivals, reads, strict=True):
        seen = _seen(referral, one, before) if history else Seen()
        found.append(axes.assess(referral, seen=seen, now=now, here=here))
        before.update({token for _, token in one.tokens})
    return found


def _placed(traces: Sequence[linking.Trace]) -> list[tuple[str, bytes]]:
    return [(trace.where, blind(KEY, trace.kind, trace.canonical)) for trace in traces]


def _seen(referral: Referral, one: Read, before: Mapping[bytes, int]) -> Seen:
    """Counts for everything that can be compared; what stands inside a text counts by the text (as in a node)."""
    counts = dict(linking.texts_seen(referral, one.by_text, before))
    for where, token in one.tokens:
        place, _, in_text = where.partition("@")
        if not in_text:
            counts[place] = max(counts.get(place, 0), before.get(token, 0))
    digests = [count for place, count in counts.items() if ".digests[" in place]
    prior = [place for place in counts if ".prior_reports[" in place]
    return Seen(
        before=counts,
        bundle=max(digests) + 1 if digests else None,
        prior_known=sum(counts[place] > 0 for place in prior) if prior else None,
    )


@cache
def _text_sort() -> int:
    return linking.current().sorts["text"].code

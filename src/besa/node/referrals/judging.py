"""Read what was referred while it is still in memory: what can be compared in it, and where it stands on four axes.

A fault in the rules or in the finding of identifiers never loses a referral: it then counts as urgent, says that nobody
judged it, and a person reads it first.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Final

from besa.core import linking
from besa.core.formats import Item, Referral
from besa.core.linking import Imprint
from besa.core.sealing import blind
from besa.core.triage import axes
from besa.core.triage.axes import Axes, Seen
from besa.node.platform import keyfiles
from besa.node.referrals import telling
from besa.node.referrals.here import here
from besa.node.reports import queries as reports
from besa.node.reports.judging import UNJUDGED, token
from besa.node.reports.values import Levels, ReferredIn, ReportValues

log = logging.getLogger("besa.referrals")

UNREAD: Final = "not-read"
"""Stands where rule ids stand, for an item that no reader understood."""

_URGENCY: Final = {
    "now": 3,
    "danger-now": 3,
    "made-and-new": 2,
    "words-of-harm": 2,
    "words-with-hint": 2,
    "unread-words": 2,
    "short-words": 2,
    "harm-with-lead": 2,
    "harm": 2,
    "vanishing-lead": 1,
    "new-with-lead": 1,
}
_REASONS: Final = 12


@dataclass(frozen=True)
class _Read:
    """One item with what can be compared in it; `tokens` by the place they stood at ("" for parts of texts).

    `by_text`: the tokens of each text, to look up how often (nearly) that text was seen.
    """

    item: Item
    name: bytes
    imprint: Imprint
    tokens: tuple[tuple[str, bytes], ...]
    by_text: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)


def referred(items: Sequence[Item], *, source: str, now: datetime) -> list[ReferredIn]:
    """What the reports room takes, for items of a file of `source`, in their order."""
    read = [_read(item, source) for item in items]
    before = Counter(reports.seen_in({each for one in read for _, each in one.tokens}))
    found = []
    for one in read:
        found.append(_referred(one, before, source, now))
        before.update({each for _, each in one.tokens})
    return found


def item_name(item: Item, *, source: str) -> bytes:
    """16 bytes that name an item of a source: the same bytes sent again are the same report."""
    return blind(keyfiles.read("public/index"), f"referral/{source}", item.digest.hex())


def file_name(digest: str, *, source: str) -> bytes:
    """16 bytes that name a file of a source, from its SHA-256 in hexadecimal."""
    return blind(keyfiles.read("public/index"), f"referral-file/{source}", digest)


def _read(item: Item, source: str) -> _Read:
    name = item_name(item, source=source)
    if item.referral is None:
        return _Read(item, name, Imprint(()), ())
    key = keyfiles.read("public/index")
    try:
        traces = linking.traces(item.referral, regions=here().regions)
        texts = [text.text for text in linking.passages(item.referral)]
        imprint, by_text = linking.imprint_with_texts(traces, texts, key=key)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the finding, the referral is worth more
        log.error("what can be compared could not be found: %s", type(error).__name__)
        return _Read(item, name, Imprint(()), ())
    found = [(trace.where, token(trace.kind, trace.canonical)) for trace in traces]
    found += [("", each.token) for each in imprint.sightings if each.sort == _text_sort()]
    return _Read(item, name, imprint, tuple(found), by_text)


def _referred(one: _Read, before: Mapping[bytes, int], source: str, now: datetime) -> ReferredIn:
    referral = one.item.referral
    if referral is None:
        return _by_a_person(one, telling.unread(one.item.problem), source, UNREAD)
    values = telling.told(referral)
    try:
        judged = axes.assess(referral, seen=_seen(one, referral, before), now=now, here=here())
    except Exception as error:  # noqa: BLE001 - as above
        log.error("a referral could not be judged: %s", type(error).__name__)
        return _by_a_person(one, values, source, UNJUDGED)
    order = axes.current().order
    keeping = axes.kept(referral, now=now, here=here())
    return ReferredIn(
        values=values,
        source=source,
        submission=one.name,
        urgency=_URGENCY.get(axes.class_of(judged, order).id, 0),
        rank=rank(judged),
        reasons=_reasons(judged),
        ruleset=judged.ruleset[:40],
        imprint=one.imprint,
        kept_until=keeping.until if keeping else None,
        axes=Levels(
            danger=judged.danger.level,
            actionability=judged.actionability.level,
            decay=judged.decay.level,
            novelty=judged.novelty.level,
        ),
    )


def rank(judged: Axes) -> int:
    """The place in the queue as one number to sort by, lowest first: class, then the steps one after the other.

    Nobody is shown it and nothing is added up: each step only decides where all before it are equal.
    """
    return axes.packed(axes.place(judged, axes.current().order))


def _by_a_person(one: _Read, values: ReportValues, source: str, reason: str) -> ReferredIn:
    return ReferredIn(
        values=values,
        source=source,
        submission=one.name,
        urgency=2,
        reasons=(reason,),
        ruleset="",
        imprint=one.imprint,
    )


def _seen(one: _Read, referral: Referral, before: Mapping[bytes, int]) -> Seen:
    """What this node knew already. Counts are looked up for everything that can be compared; the rest stays unknown."""
    counts = dict(linking.texts_seen(referral, one.by_text, before))
    for where, seen in one.tokens:
        place, _, in_text = where.partition("@")
        if not in_text:
            counts[place] = max(counts.get(place, 0), before.get(seen, 0))
    digests = [count for place, count in counts.items() if ".digests[" in place]
    prior = [place for place in counts if ".prior_reports[" in place]
    return Seen(
        before=counts,
        bundle=max(digests) + 1 if digests else None,
        prior_known=sum(counts[place] > 0 for place in prior) if prior else None,
    )


def _reasons(judged: Axes) -> tuple[str, ...]:
    """Ids of the rules behind the judgement, overrides first, then axis by axis as they stand."""
    grounds: Iterable[axes.Ground] = (
        *judged.overrides,
        *(ground for standing in judged.standings for ground in standing.reasons),
    )
    return tuple(dict.fromkeys(ground.rule for ground in grounds))[:_REASONS]


@cache
def _text_sort() -> int:
    return linking.current().sorts["text"].code

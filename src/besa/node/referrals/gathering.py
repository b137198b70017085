"""Put a report and the details of its files, sent as documents of their own right after it, together into one item.

Details that come later, in a file of their own, stay a report of their own: what arrived first is sealed and cannot be
opened here. They name the report's number, so the two are linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from besa.core.formats import Item, Referral

MOST = 1000
"""So many documents are put together at most."""
_BYTES = 16 * 1024 * 1024


def together(items: Iterable[Item]) -> Iterator[Item]:
    """The same items, each report followed by details of its own files made one with them; order kept."""
    held: list[Item] = []
    for item in items:
        if held and not _belongs(item, held):
            yield _one(held)
            held = []
        held.append(item)
    if held:
        yield _one(held)


def _belongs(item: Item, held: list[Item]) -> bool:
    first = held[0].referral
    if item.referral is None or first is None or not item.referral.supplements:
        return False
    if first.supplements or item.referral.supplements != first.source_id:
        return False
    return len(held) < MOST and sum(len(one.raw) for one in held) + len(item.raw) <= _BYTES


def _one(held: list[Item]) -> Item:
    if len(held) == 1:
        return held[0]
    raw = b"\n".join(one.raw for one in held)
    return Item(raw=raw, digest=sha256(raw).digest(), referral=merged([one.referral for one in held if one.referral]))


def merged(referrals: list[Referral]) -> Referral:
    """The first with everything that the others add to it."""
    first, *others = referrals
    return replace(
        first,
        people=first.people + tuple(person for one in others for person in one.people),
        incidents=first.incidents + tuple(incident for one in others for incident in one.incidents),
        uploads=first.uploads + tuple(upload for one in others for upload in one.uploads),
        said=first.said + tuple(said for one in others for said in one.said),
        texts=first.texts + tuple(text for one in others for text in one.texts),
        quarantine=first.quarantine + tuple(each for one in others for each in one.quarantine),
    )

"""What this node saw before, and whether a repeat brings anything new."""

from __future__ import annotations

import re
from collections.abc import Iterator

from besa.core.formats import Referral, Role
from besa.core.triage.axes.facts import Facts
from besa.core.triage.axes.known import Seen
from besa.core.triage.axes.roles import people_of

OFTEN_ACCOUNT, OFTEN_CONTACT, OFTEN_TEXT = 3, 5, 3
_PLACE = re.compile(
    r"people\[(?P<person>\d+)\]\.(?:account(?=$|\.identifier|\.screen_names|\.profile_urls)"
    r"|(?:phones|emails|devices|networks)\[\d+\])"
    r"|(?:uploads|incidents)\[\d+\]\.(?:phones|emails|devices|networks)\[\d+\]"
    r"|uploads\[\d+\]\.digests"
)


def by_place(referral: Referral, seen: Seen) -> dict[str, int]:
    """The counts by the place they belong to ("uploads[0].digests"), the highest where several were looked up.

    A digest that stands in several files may have been looked up at the first of them only: it counts for all.
    """
    counts: dict[str, int] = {}
    about = {at for at, _ in people_of(referral)}
    for path, count in seen.before.items():
        if found := _PLACE.match(path):
            if found["person"] and int(found["person"]) not in about:
                continue
            place = found.group()
            counts[place] = max(count, counts.get(place, 0))
    digests: dict[tuple[str, str], int] = {}
    for at, upload in enumerate(referral.uploads):
        for number, digest in enumerate(upload.digests):
            looked_up = seen.before.get(f"uploads[{at}].digests[{number}]")
            if looked_up is not None:
                digests[digest] = max(looked_up, digests.get(digest, 0))
    for at, upload in enumerate(referral.uploads):
        known = [digests[digest] for digest in upload.digests if digest in digests]
        if known:
            place = f"uploads[{at}].digests"
            counts[place] = max(*known, counts.get(place, 0))
    return counts


def add(referral: Referral, facts: Facts, seen: Seen) -> None:
    counts = by_place(referral, seen)
    for place, count in counts.items():
        if place.endswith(".account"):
            facts.sign("account-seen" if count else "account-new", place)
            if count >= OFTEN_ACCOUNT:
                facts.sign("account-often", place)
        elif not place.endswith(".digests") and ".networks[" not in place and count:
            facts.sign("contact-seen", place)
            if count >= OFTEN_CONTACT:
                facts.sign("contact-often", place)
    worded, telling = frozenset(facts.places("text-worded")), frozenset(facts.places("text-telling"))
    for path, earlier in _texts(referral, facts, seen):
        if earlier is not None:
            facts.sign("text-seen" if earlier else "text-new", path)
        if path in worded and _own(earlier):
            facts.sign("text-not-compared" if earlier is None and path not in telling else "text-own", path)
    if seen.bundle is not None and seen.bundle > 1:
        facts.sign("bundle", "uploads")
    if counts or seen.same_text is not None:
        facts.sign("looked-up", "source_id")
    _repeat(referral, facts, seen, counts)


def _repeat(referral: Referral, facts: Facts, seen: Seen, counts: dict[str, int]) -> None:
    """A repeat is one only if everything in it was looked up and seen; one new or unknown detail is a new detail."""
    if not ("batched" in facts or "bundle" in facts or "material-known" in facts):
        return
    details = list(_details(referral, facts, seen, counts))
    for path in details:
        facts.sign("new-detail", path)
    if not details and referral.uploads:
        facts.sign("plain-repeat", "uploads")


def _details(referral: Referral, facts: Facts, seen: Seen, counts: dict[str, int]) -> Iterator[str]:
    """The places that a viral repeat does not have. The sharing account and its addresses are new in every repeat."""
    for at, upload in enumerate(referral.uploads):
        if not counts.get(f"uploads[{at}].digests"):
            yield f"uploads[{at}].digests"
        if any(kind.upper() == "EXIF" and value for kind, _, value in upload.details):
            yield f"uploads[{at}].details"
    for at, person in people_of(referral):
        if person.role in (Role.CHILD, Role.RECIPIENT):
            yield f"people[{at}]"
        if person.prior_reports:
            yield f"people[{at}].prior_reports"
        for field in ("phones", "devices"):
            for number in range(len(getattr(person, field))):
                place = f"people[{at}].{field}[{number}]"
                if counts.get(place) == 0:
                    yield place
    yield from (path for path, count in _texts(referral, facts, seen) if _own(count))
    if referral.escalation:
        yield "escalation"


def _own(earlier: int | None) -> bool:
    """Whether a text is still somebody's own words: what was not looked up is never a standing sentence."""
    return earlier is None or earlier < OFTEN_TEXT


def _texts(referral: Referral, facts: Facts, seen: Seen) -> Iterator[tuple[str, int | None]]:
    """Each free text with its own count if it was looked up alone, else with the count of all of them."""
    own = {f"texts[{at}]": text.where for at, text in enumerate(referral.texts)}
    for path in facts.places("text"):
        count = seen.before.get(path, seen.before.get(own.get(path, "")))
        yield path, seen.same_text if count is None else count

"""Until when the sender's side keeps what it reported: from when the provider handed it over, if that is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from besa.core.formats import Moment, Referral
from besa.core.triage.axes.known import Here
from besa.core.triage.axes.periods import days_kept
from besa.core.triage.axes.ruleset import AxisRuleset, current
from besa.core.triage.axes.trace_signs import networks_of

_LAST = datetime(9999, 12, 30, tzinfo=UTC)  # a time in every zone


@dataclass(frozen=True, slots=True)
class Kept:
    """`path` is the time it is counted from. Not `certain`: the sender did not say when it received the report.

    Then it is counted from the latest thing told, which the provider cannot have reported before it happened: it is
    kept at least until `until`.
    """

    until: datetime
    path: str
    certain: bool


def kept(referral: Referral, *, now: datetime, here: Here, ruleset: AxisRuleset | None = None) -> Kept | None:
    """None where nobody promised to keep anything, or no time is told to count from. Times to come do not count."""
    days = here.preservation_days
    if days is None:
        days = days_kept((ruleset or current()).periods, referral.format)
    if days is None:
        return None
    if referral.received and referral.received.utc:
        return Kept(_after(referral.received.utc, days), "received", certain=True)
    told = [(moment.utc, path) for path, moment in moments_of(referral) if moment.utc and moment.utc <= now]
    if not told:
        return None
    latest, path = max(told)
    return Kept(_after(latest, days), path, certain=False)


def moments_of(referral: Referral) -> Iterator[tuple[str, Moment]]:
    """When things happened, by path. The day a referral was received says nothing about that."""
    if referral.occurred:
        yield "occurred", referral.occurred
    for path, network in networks_of(referral):
        if network.at:
            yield f"{path}.at", network.at
    for at, upload in enumerate(referral.uploads):
        if upload.at:
            yield f"uploads[{at}].at", upload.at


def _after(begun: datetime, days: int) -> datetime:
    try:
        return begun + timedelta(days=days)
    except OverflowError:  # a year written 9999
        return _LAST

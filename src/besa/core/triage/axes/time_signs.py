"""What time does to a referral: how fresh it is, and when what could still be asked for is deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from besa.core.formats import Moment, Referral
from besa.core.triage.axes.facts import Facts
from besa.core.triage.axes.keeping import Kept, moments_of
from besa.core.triage.axes.known import Here
from besa.core.triage.axes.trace_signs import networks_of

_LATELY = timedelta(days=3)
_UPLOAD_LATELY = timedelta(days=7)
_AHEAD = timedelta(days=1)  # clocks that run fast, offsets that were lost


def add(referral: Referral, facts: Facts, *, now: datetime, here: Here, keeping: Kept | None) -> None:
    for path, moment in moments_of(referral):
        if moment.utc is None:
            continue
        facts.sign("time-known", path)
        if -_AHEAD <= now - moment.utc <= _LATELY:
            facts.sign("happened-lately", path)
    for path, moment in _uploaded(referral):
        if moment.utc is not None and -_AHEAD <= now - moment.utc <= _UPLOAD_LATELY:
            facts.sign("upload-lately", path)
    if keeping and keeping.certain:
        _kept("preservation", (keeping.until - now).days, 3, keeping.path, facts)
    if here.log_days is not None:
        _logs(referral, facts, now, here, here.log_days)


def _uploaded(referral: Referral) -> list[tuple[str, Moment]]:
    """When files were uploaded; when the incident was, if no file says it."""
    found = [(f"uploads[{at}].at", upload.at) for at, upload in enumerate(referral.uploads)]
    found += [
        (f"{path}.at", network.at) for path, network in networks_of(referral) if network.event.lower() == "upload"
    ]
    told = [(path, moment) for path, moment in found if moment is not None]
    return told or ([("occurred", referral.occurred)] if referral.occurred else [])


def _logs(referral: Referral, facts: Facts, now: datetime, here: Here, log_days: int) -> None:
    """By the address that is kept longest: as long as one can be asked about, not all is lost.

    Addresses of other countries and of proxies have no logs that this country could ask for.
    """
    ours = [
        ((network.at.utc - now).days + log_days, path)
        for path, network in networks_of(referral)
        if network.at and network.at.utc and not network.proxy and here.address_is_here(network.ip) is not False
    ]
    if ours:
        left, path = max(ours)
        _kept("logs", left, 7, path, facts)


def _kept(what: str, left: int, days: int, path: str, facts: Facts) -> None:
    if left < 0:
        facts.sign(f"{what}-over", path)
    elif left <= days:
        facts.sign(f"{what}-days", path)
    elif left <= 30:
        facts.sign(f"{what}-weeks", path)
    else:
        facts.sign(f"{what}-months", path)

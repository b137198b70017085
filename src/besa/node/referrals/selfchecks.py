"""What can be wrong with referrals: nobody said which addresses are the country's own, or the list is broken or old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check
from besa.node.referrals import queries
from besa.node.referrals.here import NetworksUnusable, dated, networks

_OLD = timedelta(days=400)


@check("Own address ranges")
def own_networks(occasion: Occasion) -> Iterator[Finding]:
    """Referrals can be told that come from here; needed as soon as somebody refers."""
    path = occasion.env.networks
    subject = "Own address ranges"
    try:
        known = networks(path)
    except NetworksUnusable as error:
        yield Finding(subject, FAILS, str(error), "Mend the line: until then no file of referrals is taken in.")
        return
    at = dated(path)
    if at is None or not known.known:
        needed = bool(queries.sources())
        cure = f"Put the country's address ranges into {path}, one a line; docs/settings.md says how."
        seen = "the country of every address is unknown" if needed else "not needed: nobody refers reports yet"
        yield Finding(subject, WARNING if needed else OK, seen, cure if needed else "")
        return
    count = sum(map(len, known.starts))
    old = occasion.now - at > _OLD
    cure = "Ask the regulator or the providers for today's list: ranges change hands." if old else ""
    yield Finding(subject, WARNING if old else OK, f"{count} ranges, of {at:%Y-%m-%d}", cure)

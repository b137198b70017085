"""Open what came after a report and belongs to it: details of its files that its sender sent later."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from besa.core import linking
from besa.core.formats import Referral
from besa.node.desk.queries.referral import Added, added, referral_sheet
from besa.node.people.keyring import Keyring
from besa.node.referrals import queries as referrals
from besa.node.reports import actions as reports
from besa.node.reports import queries
from besa.node.reports.judging import token
from besa.node.reports.values import OpenReport

MOST: Final = 20
"""So many are opened with their report; the links show the rest."""
_LOOKED_AT = 500


def open_additions(
    opened: OpenReport, referral: Referral, *, keyring: Keyring, now: datetime
) -> tuple[tuple[Added, ...], int]:
    """What came later for an opened referral, oldest first, and how many more there are.

    Each is a report of its own, so each is opened with a mark of its own.

    Raises:
        SealBroken: the bytes of one were changed.
    """
    if not referral.source_id or referral.supplements:
        return (), 0
    named = Referral(format=referral.format, source=referral.source, source_id=referral.source_id)
    tokens = {token(trace.kind, trace.canonical) for trace in linking.traces(named, regions=())}
    held = queries.holding(tokens, keyring=keyring, most=_LOOKED_AT).values()
    newest = list(dict.fromkeys(report for each in held for report in each.newest))
    later = referrals.additions(newest)
    waiting = [one for one in reversed(newest) if one in later]
    found = []
    for report_id in waiting[:MOST]:
        other = reports.open_report(report_id, keyring=keyring, now=now)
        sheet = referral_sheet(other, keyring=keyring)
        # The number may stand there for another reason, or under another source's series.
        if sheet and sheet.referral and sheet.referral.supplements == referral.source_id:
            found.append(added(other, sheet))
    return tuple(found), max(0, len(waiting) - MOST)

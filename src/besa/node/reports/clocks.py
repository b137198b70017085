"""When something is due: answers by the clocks of the country pack, referrals by clocks of their own."""

from __future__ import annotations

from datetime import datetime, timedelta

from besa.core.casework import referral_clocks
from besa.core.triage import Urgency
from besa.node.platform import country, environment

_CLOCKS = ("routine", "soon", "urgent", "now")


def answer_due(since: datetime, urgency: int) -> datetime:
    """The moment by which a reporter waiting since `since` was promised an answer; `urgency` is 0 to 3."""
    clocks = country.load(environment.current().country).clocks
    return since + timedelta(hours=clocks[_CLOCKS[max(0, min(3, urgency))]].hours)


def take_due(since: datetime, urgency: int) -> datetime:
    """The moment by which somebody takes a referral that lies with nobody since `since`."""
    return referral_clocks()["take"].due(since, high=urgency >= Urgency.URGENT)


def outcome_due(since: datetime) -> datetime:
    """The moment by which a source that asked for it hears what became of a report that came in at `since`."""
    return referral_clocks()["outcome"].due(since, high=False)

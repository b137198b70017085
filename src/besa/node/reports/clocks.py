"""When an answer is promised: the clocks of the country pack, counted from when the reporter began to wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from besa.node.platform import country, environment

_CLOCKS = ("routine", "soon", "urgent", "now")


def answer_due(since: datetime, urgency: int) -> datetime:
    """The moment by which a reporter waiting since `since` was promised an answer; `urgency` is 0 to 3."""
    clocks = country.load(environment.current().country).clocks
    return since + timedelta(hours=clocks[_CLOCKS[max(0, min(3, urgency))]].hours)

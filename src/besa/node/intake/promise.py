"""Say in plain words when an answer is promised."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext

from besa.node.reports.clocks import answer_due

_ROUTINE = 0


def in_general(now: datetime) -> str:
    """Before anything was sent: the longest it takes."""
    longest = answer_due(now, _ROUTINE) - now
    days = max(1, math.ceil(longest / timedelta(days=1)))
    return ngettext(
        "A person reads it and answers within %(days)d day. If a child is in danger, much faster.",
        "A person reads it and answers within %(days)d days. If a child is in danger, much faster.",
        days,
    ) % {"days": days}


def until(due: datetime | None, now: datetime) -> str:
    """For this report: how long from now; empty when no answer is owed."""
    if due is None:
        return ""
    left = due - now
    if left <= timedelta(0):
        return gettext("We promised to answer earlier. We are sorry. We have not forgotten you.")
    hours = math.ceil(left / timedelta(hours=1))
    if hours <= 36:
        return ngettext(
            "We promise to answer within %(hours)d hour from now.",
            "We promise to answer within %(hours)d hours from now.",
            hours,
        ) % {"hours": hours}
    days = math.ceil(hours / 24)
    return ngettext(
        "We promise to answer within %(days)d day from now.",
        "We promise to answer within %(days)d days from now.",
        days,
    ) % {"days": days}

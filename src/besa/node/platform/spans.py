"""Spans of time in short words: how long somebody waits, how much time is left."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext, ngettext


def in_words(span: timedelta) -> str:
    """ "12 min", "3 h", "5 days": the largest unit that is honest, rounded down; never negative."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return gettext("%(n)d min") % {"n": minutes}
    if minutes < 48 * 60:
        return gettext("%(n)d h") % {"n": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}

"""What is due, over all reports: what is late, what comes next, what providers delete soon, outcomes not told yet."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from besa.node.desk import due
from besa.node.desk import queries as desk
from besa.node.desk.views.doorway import desk_page
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.reports import queries
from besa.node.reports.values import QueueFilter, QueuePage, QueueRow

_SHOWN = 10


@desk_page
@require_GET
def deadlines(request: HttpRequest) -> HttpResponse:
    """The first of each; the queue's filters show the rest."""
    held = keyring(request)
    now = timezone.now()
    late = queries.queue(QueueFilter(overdue=True, order="due"), keyring=held, now=now)
    ending = QueueFilter(order="kept", kept_before=now + due.SHOWN_BEFORE)
    kept = queries.queue(ending, keyring=held, now=now)
    coming = _following(late, held, now)
    values = {
        "late": desk.lines(late.rows[:_SHOWN], keyring=held, now=now),
        "late_page": late,
        "more_late": late.total > _SHOWN,
        "soon": [line for line in desk.lines(coming, keyring=held, now=now) if line.owed and not line.late][:_SHOWN],
        "kept": desk.lines(kept.rows[:_SHOWN], keyring=held, now=now),
        "kept_page": kept,
        "more_kept": kept.total > _SHOWN,
        "kept_days": due.SHOWN_BEFORE.days,
        "outcomes": desk.outcomes_owed(keyring=held, now=now),
        "rules": due.rules(),
    }
    return render(request, "desk/deadlines.html", values)


def _following(late: QueuePage, held: Keyring, now: datetime) -> list[QueueRow]:
    """What comes after all that is late: it begins on the page on which the late ones end."""
    first = late.total // queries.PAGE + 1
    page = queries.queue(QueueFilter(order="due"), keyring=held, now=now, page=first)
    rows = list(page.rows)
    if page.pages > first:
        rows += queries.queue(QueueFilter(order="due"), keyring=held, now=now, page=first + 1).rows
    return rows

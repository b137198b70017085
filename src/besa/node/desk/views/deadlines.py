"""What is due, over all reports: what is late, what comes next, what providers delete soon, outcomes not told yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from besa.node.desk import due
from besa.node.desk import queries as desk
from besa.node.desk.views.doorway import desk_page
from besa.node.people.gate import keyring
from besa.node.reports import queries
from besa.node.reports.values import QueueFilter


@desk_page
@require_GET
def deadlines(request: HttpRequest) -> HttpResponse:
    """A page of each; the queue's filters show the rest."""
    held = keyring(request)
    now = timezone.now()
    late = queries.queue(QueueFilter(overdue=True, order="due"), keyring=held, now=now)
    following = queries.queue(QueueFilter(order="due"), keyring=held, now=now)
    ending = QueueFilter(order="kept", kept_before=now + due.SHOWN_BEFORE)
    kept = queries.queue(ending, keyring=held, now=now)
    shown = iter(desk.lines((*late.rows, *following.rows, *kept.rows), keyring=held, now=now))
    lines = {name: [next(shown) for _ in page.rows] for name, page in (("late", late), ("next", following))}
    values = {
        "late": lines["late"],
        "late_page": late,
        "soon": [line for line in lines["next"] if line.owed and not line.late],
        "kept": list(shown),
        "kept_page": kept,
        "kept_days": due.SHOWN_BEFORE.days,
        "outcomes": desk.outcomes_owed(keyring=held, now=now),
        "rules": due.rules(),
    }
    return render(request, "desk/deadlines.html", values)

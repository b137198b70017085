"""How long each step takes, by where the reports come from."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from besa.node.desk import queries as desk
from besa.node.desk.views.doorway import desk_page
from besa.node.people.gate import keyring
from besa.node.reports.queries.times import MOST

_DAYS = (7, 30, 90, 365)


@desk_page
@require_GET
def times(request: HttpRequest) -> HttpResponse:
    """What came in during the last `days` days; 30 if nothing (or nonsense) is chosen."""
    days = next((n for n in _DAYS if str(n) == request.GET.get("days")), 30)
    found = desk.times(timezone.now() - timedelta(days=days), keyring=keyring(request))
    values = {
        "sources": found,
        "days": days,
        "choices": _DAYS,
        "most": MOST if sum(one.number for one in found) == MOST else 0,
    }
    return render(request, "desk/times.html", values)

"""The cases of one's desks, and what is about to expire in them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from besa.node.cases import queries
from besa.node.cases.listing import lines, owed
from besa.node.cases.views.doorway import case_page
from besa.node.people.gate import keyring

SHOWS = ("open", "mine", "closed")


@case_page
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of one's desks, what is late first."""
    held = keyring(request)
    now = timezone.now()
    show = request.GET.get("show", "open")
    show = show if show in SHOWS else "open"
    number = request.GET.get("page", "1")
    page = queries.cases(keyring=held, now=now, show=show, page=int(number) if number.isdecimal() else 1)
    shown = lines(page.lines, keyring=held, now=now)
    return render(request, "cases/list.html", {"lines": shown, "page": page, "show": show})


@case_page
@require_GET
def expiring(request: HttpRequest) -> HttpResponse:
    """Every clock of every open case one may see, the earliest first."""
    held = keyring(request)
    now = timezone.now()
    duties = queries.expiring(keyring=held)
    found = owed(duties, queries.promised_reports(keyring=held), keyring=held, now=now)
    parts = {
        "late": [one for one in found if one.due.at <= now],
        "today": [one for one in found if 0 < (one.due.at - now).total_seconds() <= 86_400],
        "week": [one for one in found if 86_400 < (one.due.at - now).total_seconds() <= 7 * 86_400],
        "later": [one for one in found if (one.due.at - now).total_seconds() > 7 * 86_400],
    }
    more = queries.SHOWN if len(duties) == queries.SHOWN else 0
    return render(request, "cases/expiring.html", {**parts, "more": more})

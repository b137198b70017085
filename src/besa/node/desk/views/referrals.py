"""The referrals: what came from whom, file by file, and how much of it could be read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from besa.node.desk import queries as desk
from besa.node.desk.views.doorway import desk_page
from besa.node.people.gate import keyring


@desk_page
@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    """Sources and the newest files of each that one's desks read."""
    return render(request, "desk/referrals.html", {"sources": desk.arrivals(keyring=keyring(request))})

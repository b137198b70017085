"""The ledger as an auditor reads it: who did what to what, newest first, and where to check it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from besa.node.people import queries
from besa.node.people.gate import auditor
from besa.node.platform import ledger as platform_ledger

_PAGE = 50


@auditor
def ledger(request: HttpRequest) -> HttpResponse:
    """A page of marks; `about` narrows to one object or pseudonym, `before` is the row to go on from."""
    # PostgreSQL refuses a NUL byte in a text.
    about = "".join(c for c in request.GET.get("about", "").strip() if c.isprintable())[:120]
    before = request.GET.get("before", "")
    lines = platform_ledger.newest(
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
        about=about,
        limit=_PAGE,
    )
    pseudonyms = {line.mark.actor.rpartition("/")[2] for line in lines} | {line.object_id for line in lines}
    names = queries.names_of_pseudonyms(pseudonyms)
    rows = [
        {
            "line": line,
            "who": names.get(line.mark.actor.rpartition("/")[2], ""),
            "pseudonym": line.mark.actor.rpartition("/")[2],
            "whom": names.get(line.object_id, ""),
        }
        for line in lines
    ]
    values = {
        "rows": rows,
        "about": about,
        "older": lines[-1].number if len(lines) == _PAGE else None,
        "waiting": platform_ledger.waiting(timezone.now()),
    }
    return render(request, "people/ledger.html", values)

"""The searches, for an auditor: who, when, what for, in which desks; never the words. Each look leaves a mark."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from besa.node.desk import actions, wording
from besa.node.desk import queries as desk
from besa.node.desk.forms import AuditForm
from besa.node.desk.views.doorway import auditors_page, on_purpose
from besa.node.people import queries as people
from besa.node.people.gate import keyring


@auditors_page
@on_purpose
def searches(request: HttpRequest) -> HttpResponse:
    """A page of searches, newest first, through the filter in the address."""
    form = AuditForm(request.GET, desks=people.desk_lines(), staff=people.staff_lines())
    wanted = form.wanted()
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    actions.note_audit(form.chosen(), keyring=keyring(request), now=timezone.now())
    found = desk.audited(wanted, page=page)
    values = {
        "form": form,
        "filtered": bool(form.chosen()),
        "page": found,
        "rows": [(line, wording.PURPOSES.get(line.purpose, line.purpose)) for line in found.lines],
        "earlier": form.query(page=str(found.page - 1)) if found.page > 1 else "",
        "later": form.query(page=str(found.page + 1)) if found.page < found.pages else "",
    }
    return render(request, "desk/searches.html", values)

"""Erase a report: asked twice, because nobody can bring it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from besa.core.casework import NotPossible
from besa.node.desk.forms import EraseForm
from besa.node.desk.views.doorway import desk_page
from besa.node.desk.views.queue import place
from besa.node.people.gate import keyring
from besa.node.reports import actions as reports
from besa.node.reports import queries


@desk_page
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Say what erasing means and ask for the reference; then do it. The report itself is not opened for this."""
    held = keyring(request)
    rows = queries.rows_of([report_id], keyring=held)
    if not rows:
        raise Http404
    row = rows[0]
    form = EraseForm(request.POST if request.method == "POST" else None, reference=row.reference)
    if request.method == "POST" and form.is_valid():
        try:
            reports.erase_by_desk(report_id, keyring=held, now=timezone.now())
        except queries.NoSuchReport as error:
            raise Http404 from error
        except (reports.NotClaimed, NotPossible):
            messages.warning(request, gettext("Only whoever has the report in hand can erase it. Nothing was erased."))
            return redirect(reverse("desk:report", args=[report_id]))
        messages.success(request, gettext("Report %(reference)s is erased.") % {"reference": row.reference})
        return redirect(place(request))
    return render(request, "desk/erase.html", {"row": row, "form": form, "mine": row.claimed_by == held.staff_id})

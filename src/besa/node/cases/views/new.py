"""Open a case from reports, or add them to an open one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from besa.node.cases import actions, queries, wording
from besa.node.cases.forms import NEW, NewCaseForm
from besa.node.cases.views.doorway import case_page
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.reports import queries as reports


@case_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """`report` (once or often, in the address or the form) names the reports; none is opened or marked by asking."""
    held = keyring(request)
    now = timezone.now()
    sent = request.POST if request.method == "POST" else request.GET
    try:
        # Each may hold several: a bundle has more reports than a form may have fields.
        ids = [UUID(text) for some in sent.getlist("report") for text in some.split()]
    except ValueError as error:
        raise Http404 from error
    rows = reports.rows_of(ids, keyring=held)
    if len(rows) != len(set(ids)):
        raise Http404
    form = NewCaseForm(
        request.POST if "title" in request.POST else None,
        desks=tuple((desk.desk_id, desk.name) for desk in people.desk_menu(held.desk_ids)),
        cases=queries.open_cases(keyring=held) if ids else (),
        urgency=max((row.urgency for row in rows), default=0),
    )
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            if typed["into"] != NEW:
                file = queries.file_of_case(UUID(typed["into"]), keyring=held)
                actions.add_reports(file, ids, keyring=held, now=now)
                messages.success(request, gettext("Added to the case."))
            else:
                file = actions.open_case(
                    ids,
                    desk_id=typed["desk"],
                    title=typed["title"],
                    urgency=typed["urgency"],
                    keyring=held,
                    now=now,
                    submission=typed["submission"],
                )
                messages.success(request, gettext("The case is open."))
        except actions.AlreadyWritten:
            file = typed["submission"]  # a double click: it is open
        except (queries.NoSuchCase, reports.NoSuchReport, KeyNotHeld) as error:
            raise Http404 from error
        return redirect("cases:file", file)
    shown = [(row, wording.urgency(row.urgency)) for row in rows]
    values = {"form": form, "rows": shown, "ids": " ".join(str(row.report_id) for row in rows)}
    return render(request, "cases/new.html", values, status=422 if form.is_bound else 200)

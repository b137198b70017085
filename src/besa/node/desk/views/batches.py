"""A bundle: reports that share a file or text, worked on together. Preview first, then one report after the other."""

from __future__ import annotations

import time
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from besa.core.casework import code_list
from besa.node.desk import actions
from besa.node.desk import queries as desk
from besa.node.desk.forms import BatchForm
from besa.node.desk.views.doorway import desk_page
from besa.node.desk.views.queue import place
from besa.node.desk.wording import URGENCIES
from besa.node.links import queries as links
from besa.node.people.gate import keyring
from besa.node.reports import queries

_SECONDS = 1.5
_SHOWN = 50


@desk_page
@require_http_methods(["GET", "POST"])
def bundle(request: HttpRequest, token: str) -> HttpResponse:
    """The reports of a bundle and the decision; sending it shows how many would be done, and does nothing yet."""
    held = keyring(request)
    now = timezone.now()
    try:
        found = links.bundle(bytes.fromhex(token), keyring=held)
    except ValueError as error:
        raise Http404 from error
    if not found.reports:
        raise Http404
    form = BatchForm(request.POST if request.method == "POST" else None)
    rows = queries.rows_of(found.reports, keyring=held)
    values: dict[str, object] = {
        "token": token,
        "sort": gettext(found.sort),
        "total": len(rows),
        "ids": " ".join(map(str, found.reports)),
        "lines": desk.lines(rows[:_SHOWN], keyring=held, now=now),
        "more": max(0, len(rows) - _SHOWN),
        "form": form,
        "chosen": set(request.POST.getlist("labels")),
        "labels": desk.label_sections(frozenset(request.POST.getlist("labels"))),
        "urgencies": URGENCIES,
        "outcomes": [(o.code, gettext(o.label)) for o in code_list("outcomes").valid_on(timezone.localdate(now))],
        "queue": place(request),
    }
    if request.method == "POST" and form.is_valid():
        decision, also = form.decision(), form.cleaned_data["also_new"]
        if "sure" in request.POST:
            batch_id = actions.begin_batch(
                found.reports, decision, token=found.token, also_new=also, keyring=held, now=now
            )
            return _some(batch_id, request)
        why = [(row.report_id, actions.obstacle(row, keyring=held, also_new=also)) for row in rows]
        values["decided"] = desk.decided_words(sorted(decision.labels), decision.urgency, decision.outcome)
        values["would"] = sum(not obstacle for _, obstacle in why)
        values["left"] = desk.left([(one, obstacle) for one, obstacle in why if obstacle], keyring=held)
    return render(request, "desk/bundle.html", values)


@desk_page
@require_GET
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """How far one's own batch is."""
    shown = desk.batch(batch_id, keyring=keyring(request))
    if shown is None:
        raise Http404
    return render(request, "desk/batch.html", {"batch": shown, "queue": place(request)})


@desk_page
@require_POST
def go_on(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Do the next reports of the batch."""
    return _some(batch_id, request)


def _some(batch_id: UUID, request: HttpRequest) -> HttpResponse:
    until = time.monotonic() + _SECONDS
    try:
        actions.go_on(batch_id, keyring=keyring(request), now=timezone.now(), enough=lambda: time.monotonic() > until)
    except actions.NoSuchBatch as error:
        raise Http404 from error
    return redirect("desk:batch", batch_id)

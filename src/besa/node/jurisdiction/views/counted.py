"""New answers: the page that asks why before it gives more than a day has, and who was given how many."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from besa.node.jurisdiction import counted, queries
from besa.node.jurisdiction import counted_queries as counts
from besa.node.jurisdiction.counted_forms import REASONS, GoOnForm
from besa.node.jurisdiction.values import NEW_ANSWERS
from besa.node.jurisdiction.views.shown import assessment_page, clock, show
from besa.node.people import queries as people
from besa.node.people.gate import administrator_or_lead, keyring


@assessment_page
@require_http_methods(["GET", "POST"])
def more(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Say why, and go on at once. Nothing is opened for it."""
    held, now = keyring(request), timezone.now()
    line = queries.line(assessment_id, keyring=held)
    if not counts.waits(line, staff_id=held.staff_id, now=now):
        return redirect("jurisdiction:answer", assessment_id)
    form = GoOnForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            counted.go_on(assessment_id, **form.cleaned_data, keyring=held, now=now)
        except counted.NoReason:
            form.add_error("words", gettext("Say in a few words why."))
        else:
            return redirect("jurisdiction:answer", assessment_id)
    values = {
        "line": line,
        "form": form,
        "standing": counts.standing(staff_id=held.staff_id, now=now),
        "number": NEW_ANSWERS,
    }
    return show(request, "more.html", values, status=422 if form.is_bound else 200)


@administrator_or_lead
@clock
@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """Who was given how many: of everybody for an administrator, of their desks for a lead, of oneself for others."""
    held, now = keyring(request), timezone.now()
    tallies, stated = counts.tallies(keyring=held, now=now), counts.stated(keyring=held, now=now)
    names = people.staff_names({one.staff_id for one in tallies} | {one.staff_id for one in stated})
    open_here = queries.open_to({one.assessment_id for one in stated}, keyring=held)
    values = {
        "tallies": [(names.get(one.staff_id, ""), one) for one in tallies],
        "stated": [
            (names.get(one.staff_id, ""), one, REASONS.get(one.code, one.code), one.assessment_id in open_here)
            for one in stated
        ],
        "standing": counts.standing(staff_id=held.staff_id, now=now),
        "number": NEW_ANSWERS,
    }
    return show(request, "answers.html", values)

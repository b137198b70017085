"""The answer: who can act and why, what is unknown and what to ask next; worked out when it is looked at."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from besa.node.jurisdiction import actions, contradictions, forms, naming
from besa.node.jurisdiction import counted_queries as counts
from besa.node.jurisdiction.counted_forms import REASONS
from besa.node.jurisdiction.following import next_steps, several
from besa.node.jurisdiction.questions import QUESTION
from besa.node.jurisdiction.sheet import reasons, sheet
from besa.node.jurisdiction.values import NEW_ANSWERS, Given
from besa.node.jurisdiction.views.shown import answered, assessment_page, erasing, names, opened, show, today
from besa.node.law import wording
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.platform import environment
from besa.node.reports import queries as reports


@assessment_page
@require_GET
def answer(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Who can act, on one page; the reasoning of each State is a page of its own."""
    found = opened(request, assessment_id)
    ours = names()
    line, case = found.line, found.described.case
    desk = people.desk_names({line.desk_id}).get(line.desk_id, "")
    who = people.staff_names({line.opened_by}).get(line.opened_by, "")
    held = keyring(request)
    values = {
        "found": found,
        "line": line,
        "title": case.title,
        "desk": desk,
        "who": who,
        "erasing": erasing(found.asked, held),
        "report_gone": bool(found.report) and not reports.standing([UUID(found.report)]),
        "reasons": _stated(found.reasons),
    }
    if wrong := contradictions.found(found.described, today(), ours):
        return show(request, "answer.html", {**values, "wrong": wrong})
    result = answered(request, found)
    actions.answered(assessment_id, law=result.version, able=result.able, perhaps=result.perhaps)
    voice = wording.on_page()
    shown = sheet(result, voice)
    lead = next((one for act in shown.acts for one in act.leads if one.name), None)
    asked = None
    if lead:
        question = QUESTION[lead.name]
        asked = forms.filled([question], found.described, ours).asked[question.name]
    more = {
        "standing": counts.standing(staff_id=held.staff_id, now=timezone.now()),
        "number": NEW_ANSWERS,
        "sheet": shown,
        "asked": asked,
        "states": naming.offered(ours.law, ours.voice) if asked else [],
        "several": several(result, voice),
        "next": next_steps(result, found.described.issuer or environment.current().country, voice),
        "reading": forms.filled([QUESTION["reading"]], found.described, ours).asked["reading"],
        "letters_url": _letters(assessment_id),
        "printed": timezone.localtime(),
    }
    return show(request, "answer.html", {**values, **more})


@assessment_page
@require_GET
def why(request: HttpRequest, assessment_id: UUID, state: str, act: str) -> HttpResponse:
    """Why a State is answered as it is, step by step; `?open=all` opens every step, for paper."""
    found = opened(request, assessment_id)
    every = request.GET.get("open") == "all"
    if contradictions.found(found.described, today(), names()):
        return redirect("jurisdiction:answer", assessment_id)
    result = answered(request, found)
    try:
        shown = reasons(result, state, act, wording.on_page(), opened=every)
    except KeyError as error:
        raise Http404 from error
    values = {"line": found.line, "title": found.described.case.title, "shown": shown, "every": every}
    told = sheet(result, wording.on_page())
    return show(request, "why.html", {**values, "sheet": told, "act": act, "printed": timezone.localtime()})


def _stated(given: tuple[Given, ...]) -> list[tuple[str, Given, object]]:
    """Why somebody went on beyond the daily number here: who, when and the words, and the choice in words."""
    who = people.staff_names({one.by for one in given})
    return [(who.get(one.by, ""), one, REASONS.get(one.code, one.code)) for one in given]


def _letters(assessment_id: UUID) -> str:
    """The page that chooses a letter, where that room is built in."""
    try:
        return reverse("letters:choose", args=[assessment_id])
    except NoReverseMatch:
        return ""

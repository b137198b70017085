"""The guided form: one step a page, each question may stay open; what contradicts itself is shown where it stands."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from besa.core.jurisdiction import CaseFile
from besa.node.jurisdiction import actions, contradictions, forms, naming
from besa.node.jurisdiction import counted_queries as counts
from besa.node.jurisdiction.contradictions import Contradiction
from besa.node.jurisdiction.forms import Sheet
from besa.node.jurisdiction.questions import QUESTION, STEP, STEPS, Question
from besa.node.jurisdiction.values import OpenAssessment
from besa.node.jurisdiction.views.shown import assessment_page, names, opened, show, today
from besa.node.people.gate import keyring


class _CannotBe(Exception):
    """What was typed contradicts itself, what is known, or what was saved meanwhile, at a question of this page.

    Nothing was saved.
    """


@assessment_page
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, assessment_id: UUID, name: str) -> HttpResponse:
    """One step. Saved and shut, or saved and on; a contradiction with another step leads there."""
    if name not in STEP:
        raise Http404
    asked, ours = STEP[name].questions, names()
    if request.method == "GET":
        found = opened(request, assessment_id)
        sheet = forms.filled(asked, found.described, ours)
        if wrong := _contradiction(found.described):
            sheet.complain(wrong.facts, wrong.said)
        return _page(request, found, name, sheet)
    again = request.POST.get("again", "")
    sheet = forms.sent(asked, request.POST, ours, more=again)
    if again or sheet.wrong:
        if again:
            for one in sheet.asked.values():
                one.error = ""
        return _page(request, opened(request, assessment_id), name, sheet, status=200 if again else 422)
    kept = _keep(request, assessment_id, sheet)
    if kept is None:
        return _page(request, opened(request, assessment_id), name, sheet, status=422)
    if elsewhere := _contradiction(kept.described):
        messages.warning(request, gettext("It is saved. But these facts cannot all be so; look here first."))
        return redirect(_at(assessment_id, elsewhere))
    if request.POST.get("do") == "answer" or name == STEPS[-1].name:
        return redirect("jurisdiction:answer", assessment_id)
    following = STEPS[[one.name for one in STEPS].index(name) + 1]
    return redirect("jurisdiction:step", assessment_id, following.name)


@assessment_page
@require_POST
def ask(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """One question, answered on the page of the answer; asked again on a page of its own if it cannot be so."""
    question = _question(request)
    sheet = forms.sent([question], request.POST, names(), more=request.POST.get("again", ""))
    if request.POST.get("again"):
        return _one(request, assessment_id, question, sheet, 200)
    kept = None if sheet.wrong else _keep(request, assessment_id, sheet)
    if kept is None:
        return _one(request, assessment_id, question, sheet, 422)
    if elsewhere := _contradiction(kept.described):
        messages.warning(request, gettext("It is saved. But these facts cannot all be so; look here first."))
        return redirect(_at(assessment_id, elsewhere))
    return _answer(request, kept)


@assessment_page
@require_POST
def give(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """A condition is met: leave was given, a complaint was made; `words` are those of the law that asks for it."""
    words = request.POST.get("words", "")

    def with_it(described: CaseFile) -> CaseFile:
        sheet = forms.filled([QUESTION["given"]], described, names())
        sheet.values["given"] = sorted({*described.case.given, words} - {""})[:50]
        return sheet.applied(described)

    return _answer(request, actions.change(assessment_id, with_it, keyring=keyring(request), now=timezone.now()))


@assessment_page
@require_POST
def read_law(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Count law recorded from memory, or stop counting it."""
    sheet = forms.sent([QUESTION["reading"]], request.POST, names())
    if _keep(request, assessment_id, sheet) is None:
        for one in sheet.wrong:
            messages.warning(request, f"{one.question.label} {one.error}")
    return redirect("jurisdiction:answer", assessment_id)


def _keep(request: HttpRequest, assessment_id: UUID, sheet: Sheet) -> OpenAssessment | None:
    """Save what was typed; None: it cannot be so, or somebody saved something else: the page now says where."""

    def with_it(described: CaseFile) -> CaseFile:
        if not sheet.meets(forms.filled([one.question for one in sheet.asked.values()], described, names())):
            raise _CannotBe
        changed = sheet.applied(described)
        if (wrong := _contradiction(changed)) and sheet.complain(wrong.facts, wrong.said):
            raise _CannotBe
        return changed

    try:
        return actions.change(assessment_id, with_it, keyring=keyring(request), now=timezone.now())
    except _CannotBe:
        return None


def _answer(request: HttpRequest, kept: OpenAssessment) -> HttpResponse:
    """On to the answer; where that waits for a reason, the page that asks for it says that all is saved."""
    if not counts.waits(kept.line, staff_id=keyring(request).staff_id, now=timezone.now()):
        messages.success(request, gettext("Saved. This is the answer now."))
    return redirect("jurisdiction:answer", kept.line.assessment_id)


def _contradiction(described: CaseFile) -> Contradiction | None:
    wrong = contradictions.found(described, today(), names())
    # Whoever has not come to the acts yet has not contradicted anything.
    return None if wrong and wrong.facts == ("acts",) and not described.case.acts else wrong


def _at(assessment_id: UUID, wrong: Contradiction) -> str:
    return f"{reverse('jurisdiction:step', args=[assessment_id, wrong.step])}#f-{wrong.facts[0]}"


def _question(request: HttpRequest) -> Question:
    try:
        return QUESTION[request.POST.get("question", "")]
    except KeyError as error:
        raise Http404 from error


def _one(request: HttpRequest, assessment_id: UUID, question: Question, sheet: Sheet, status: int) -> HttpResponse:
    found = opened(request, assessment_id)
    values = {"found": found, "title": found.described.case.title, "sheet": sheet, "one": sheet.asked[question.name]}
    return show(request, "ask.html", {**values, "states": _states()}, status=status)


def _page(request: HttpRequest, found: OpenAssessment, name: str, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    here = STEP[name]
    parts = [(part.title, [sheet.asked[one.name] for one in part.questions]) for part in here.parts]
    number = [one.name for one in STEPS].index(name) + 1
    values = {"found": found, "title": found.described.case.title, "steps": STEPS, "here": here, "number": number}
    return show(request, "step.html", {**values, "parts": parts, "sheet": sheet, "states": _states()}, status=status)


def _states() -> list[str]:
    ours = names()
    return naming.offered(ours.law, ours.voice)

"""One question a page. What was typed is kept whatever happens: a mistake, going back, a database that is away."""

from __future__ import annotations

from dataclasses import replace

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from besa.node.intake import actions, guard, pouches, queries, steps
from besa.node.intake.drafts import AlreadySent, Draft
from besa.node.intake.forms import QuestionForm
from besa.node.intake.keys import PouchKey
from besa.node.intake.steps import Step


@guard.our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """The question `slug`: shown on GET, kept on POST."""
    step = steps.BY_SLUG.get(slug)
    if step is None:
        raise Http404
    return _keep(request, step) if request.method == "POST" else _show(request, step)


def _show(request: HttpRequest, step: Step) -> HttpResponse:
    draft = queries.draft(pouches.of_draft(request), now=pouches.now())
    wanted = steps.door(request.GET.get("door"))
    sent = draft is not None and draft.sent is not None
    # Coming through a door again begins anew; any other question of a draft that was sent leads to its code.
    if sent and not (step.first and wanted):
        return redirect("intake:code")
    if draft is None and not step.first:
        return redirect("intake:start")
    answers = draft.answers if draft else {}
    door = wanted or answers.get("door") or "child"
    looking = draft is not None and "look" in request.GET
    form = QuestionForm(step, door, data=answers) if looking else QuestionForm(step, door, initial=answers)
    return _page(request, step, form, sent=sent)


def _keep(request: HttpRequest, step: Step) -> HttpResponse:
    door = steps.door(request.POST.get("door")) or "child"
    form = QuestionForm(step, door, data=request.POST)
    answers = {**form.typed(), "door": door}
    trapped = guard.trapped(request)

    def change(draft: Draft) -> Draft:
        return replace(draft.with_answers(answers), trapped=draft.trapped or trapped)

    key = pouches.of_draft(request) or pouches.new()
    try:
        key = _change(key, step, change)
    except AlreadySent:
        return redirect("intake:code")
    except (DatabaseError, OSError):
        return _page(request, step, form, unsaved=True)
    if request.POST.get("save"):
        return pouches.give_draft(HttpResponse(status=204), key)
    way = request.POST.get("go", "next")
    if way == "next" and not form.is_valid():
        if QuestionForm(step, door, data=answers).is_valid():
            # A made-up choice, which is not kept: only here can it be named.
            return pouches.give_draft(_page(request, step, form), key)
        return pouches.give_draft(_look_again(request, step), key)
    return pouches.give_draft(onward(request, step), key)


def _look_again(request: HttpRequest, step: Step) -> HttpResponse:
    """To the same question with its mistakes named, as a page of its own: the browser's Back just passes it."""
    from_check = "&from=check" if request.POST.get("from") == "check" else ""
    return redirect(f"{reverse('intake:question', args=[step.slug])}?look=again{from_check}")


def _change(key: PouchKey, step: Step, change: actions.Change) -> PouchKey:
    """Keep the answer; the first question of somebody who sent before begins a draft of its own."""
    try:
        actions.change_draft(key, change, now=pouches.now())
    except AlreadySent:
        if not step.first:
            raise
        key = pouches.new()
        actions.change_draft(key, change, now=pouches.now())
    return key


def onward(request: HttpRequest, step: Step) -> HttpResponse:
    """To where the pressed button leads: on, back, or to the last page."""
    way = request.POST.get("go", "next")
    target = steps.before(step) if way == "back" else steps.after(step)
    if way == "check" or target is None or (way == "next" and request.POST.get("from") == "check"):
        return redirect("intake:check")
    return redirect("intake:question", target.slug)


def _page(
    request: HttpRequest, step: Step, form: QuestionForm, *, unsaved: bool = False, sent: bool = False
) -> HttpResponse:
    # Only a page whose "next" was pressed names mistakes; one that merely could not be saved does not.
    context = {"form": form, "unsaved": unsaved, "sent": sent, **about(request, step, form.door)}
    return render(request, "intake/question.html", context, status=_status(form, unsaved=unsaved))


def about(request: HttpRequest, step: Step, door: str) -> dict[str, object]:
    """What every question's page shows around the question."""
    sent_from = request.POST.get("from") if request.method == "POST" else request.GET.get("from")
    return {
        "step": step,
        "number": step.number,
        "total": len(steps.STEPS),
        "door": door,
        "from_check": sent_from == "check",
        "action": reverse("intake:question", args=[step.slug]),
    }


def _status(form: QuestionForm, *, unsaved: bool) -> int:
    if unsaved:
        return 503
    return 422 if form.is_bound else 200

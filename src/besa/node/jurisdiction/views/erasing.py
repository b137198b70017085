"""Ask to erase an assessment, agree to it, keep it: a page says plainly what goes and what stays. Nothing is opened."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from besa.node.cases.forms import ReasonForm
from besa.node.cases.values import ERASED_FOR
from besa.node.jurisdiction import actions, queries
from besa.node.jurisdiction.views.shown import assessment_page, erasing, show
from besa.node.people.gate import keyring


@assessment_page
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Ask for it to be erased; nothing goes before another person agrees."""
    held, now = keyring(request), timezone.now()
    line = queries.line(assessment_id, keyring=held)
    over = queries.is_kept_long_enough(assessment_id, now)
    offered = [code for code in ERASED_FOR if over or code != queries.RETENTION]
    form = ReasonForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_bound and form.is_valid():
        try:
            actions.ask_to_erase(assessment_id, form.cleaned_data["reason"], keyring=held, now=now)
        except actions.StillKept:
            messages.warning(request, gettext("It has changed meanwhile. Nothing was erased."))
        else:
            messages.success(request, gettext("You asked for it. A colleague must agree on its page."))
        return redirect(_at(assessment_id))
    values = {"line": line, "form": form, "asked": erasing(queries.asked(assessment_id), held)}
    return show(request, "erase.html", values, status=422 if form.is_bound else 200)


@assessment_page
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Agree to what a colleague asked for: it is erased. Its number is typed to confirm."""
    held = keyring(request)
    line = queries.line(assessment_id, keyring=held)
    asked = erasing(queries.asked(assessment_id), held)
    if asked is None:
        messages.warning(request, gettext("It has changed meanwhile. Nothing was erased."))
        return redirect(_at(assessment_id))
    typed = "".join(filter(str.isalnum, request.POST.get("reference", "").upper()))
    if typed != line.reference.replace("-", ""):
        mistake = gettext("This is not the number of this assessment.") if request.method == "POST" else ""
        values = {"line": line, "asked": asked, "agreeing": True, "mistake": mistake}
        return show(request, "erase.html", values, status=422 if mistake else 200)
    try:
        actions.erase(assessment_id, keyring=held, now=timezone.now())
    except actions.NeedsAnother:
        said = gettext("Two people who can open it are needed, one of them a lead. Nothing was erased.")
        messages.warning(request, said)
    except (actions.NotAsked, actions.StillKept):
        messages.warning(request, gettext("It has changed meanwhile. Nothing was erased."))
    else:
        messages.success(request, gettext("The assessment is erased, for ever."))
        return redirect("jurisdiction:list")
    return redirect(_at(assessment_id))


@assessment_page
@require_POST
def keep(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Take back, or refuse, that it is erased."""
    try:
        actions.keep(assessment_id, keyring=keyring(request), now=timezone.now())
    except actions.NotAsked:
        messages.warning(request, gettext("It has changed meanwhile. Nothing was erased."))
    else:
        messages.success(request, gettext("It is kept."))
    return redirect(_at(assessment_id))


def _at(assessment_id: UUID) -> str:
    return f"{reverse('jurisdiction:answer', args=[assessment_id])}#top"

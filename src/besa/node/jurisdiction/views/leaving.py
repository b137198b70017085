"""What leaves: the case file that `besa jurisdiction assess` reads, and an assessment that is erased."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from besa.node.jurisdiction import actions, queries
from besa.node.jurisdiction.views.shown import assessment_page, show
from besa.node.people.gate import keyring


@assessment_page
@require_POST
def save(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The case file, to keep or to send; it is in clear from here on."""
    reference, text = actions.save_as_file(assessment_id, keyring=keyring(request), now=timezone.now())
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{reference}.yaml"'
    return response


@assessment_page
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Erase it for good; the number is typed to confirm. Nothing is opened for it."""
    line = queries.line(assessment_id, keyring=keyring(request))
    typed = "".join(filter(str.isalnum, request.POST.get("reference", "").upper()))
    if request.method == "GET" or typed != line.reference.replace("-", ""):
        mistake = gettext("This is not the number of this assessment.") if request.method == "POST" else ""
        return show(request, "erase.html", {"line": line, "mistake": mistake}, status=422 if mistake else 200)
    try:
        actions.erase(assessment_id, keyring=keyring(request), now=timezone.now())
    except actions.NotYours:
        said = gettext("Only a lead of the desk, or whoever described it, erases an assessment. Nothing was erased.")
        messages.warning(request, said)
        return redirect("jurisdiction:answer", assessment_id)
    messages.success(request, gettext("The assessment is erased, for ever."))
    return redirect("jurisdiction:list")

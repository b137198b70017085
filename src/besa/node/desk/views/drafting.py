"""Keep what is being typed, and put a reply template into it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from besa.node.desk import replies
from besa.node.desk.views.acts import keep_typed
from besa.node.desk.views.doorway import desk_page
from besa.node.people.gate import keyring
from besa.node.platform import country, environment, languages
from besa.node.reports import queries


@desk_page
@require_POST
def draft(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Keep the draft: answers 204 to the page's own script, and goes back to the page for a person's press."""
    keep_typed(request, report_id, keyring(request), timezone.now())
    if request.headers.get("X-Besa-Script"):
        return HttpResponse(status=204)
    messages.success(request, gettext("What you typed is kept."), extra_tags="answer")
    return redirect(f"{reverse('desk:report', args=[report_id])}#answer")


@desk_page
@require_POST
def put_template(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Add a reply template, in the reporter's language, to the answer being written."""
    held = keyring(request)
    rows = queries.rows_of([report_id], keyring=held)
    if not rows:
        raise Http404
    text = _written(request.POST.get("template", ""), rows[0].language)
    before = request.POST.get("answer", "").rstrip()
    if not text:
        messages.error(request, gettext("Choose a template first."), extra_tags="answer")
    keep_typed(request, report_id, held, timezone.now(), answer="\n\n".join(part for part in (before, text) if part))
    return redirect(f"{reverse('desk:report', args=[report_id])}#answer")


@desk_page
@require_GET
def template_text(request: HttpRequest, template: str, language: str) -> HttpResponse:
    """A template as plain text, for the page's own script."""
    text = _written(template, language)
    if not text or language not in languages.CODES:
        raise Http404
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _written(template: str, language: str) -> str:
    try:
        found = replies.template(template)
    except LookupError:
        return ""
    return found.written(language, country.load(environment.current().country))

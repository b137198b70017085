"""What leaves: the case file that `besa jurisdiction assess` reads."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from besa.node.jurisdiction import actions
from besa.node.jurisdiction.views.shown import assessment_page
from besa.node.people.gate import keyring


@assessment_page
@require_POST
def save(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The case file, to keep or to send; it is in clear from here on."""
    reference, text = actions.save_as_file(assessment_id, keyring=keyring(request), now=timezone.now())
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{reference}.yaml"'
    return response

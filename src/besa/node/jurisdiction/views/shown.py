"""What the pages of assessments share: opening with a mark, the reader's words, what happens when there is nothing."""

from __future__ import annotations

from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from besa.core.jurisdiction import CaseFileWrong
from besa.core.sealing import SealBroken
from besa.node.cases.views.doorway import View, case_page, looks_ahead
from besa.node.jurisdiction import actions, answering
from besa.node.jurisdiction.fields import Names
from besa.node.jurisdiction.queries import NoSuchAssessment
from besa.node.jurisdiction.sheet import footnotes
from besa.node.jurisdiction.values import OpenAssessment
from besa.node.law import wording
from besa.node.people.gate import keyring
from besa.node.people.problems import KeyNotHeld


def assessment_page(view: View) -> View:
    """For a member of a desk who opens on purpose; whoever may not open it learns nothing, not even that it exists."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and (ahead := looks_ahead(request)):
            return ahead
        try:
            return view(request, *args, **kwargs)
        except (NoSuchAssessment, KeyNotHeld, CaseFileWrong) as error:  # the last: what no control of ours sends
            raise Http404 from error
        except SealBroken:
            return show(request, "broken.html", {}, status=409)

    return case_page(page)


def opened(request: HttpRequest, assessment_id: UUID) -> OpenAssessment:
    return actions.open_assessment(assessment_id, keyring=keyring(request), now=timezone.now())


def names() -> Names:
    return Names(answering.law(), wording.voice())


def today() -> date:
    return timezone.localdate()


def show(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of this room, with what stands below each of them."""
    law, voice = answering.law(), wording.on_page()
    return render(request, f"jurisdiction/{template}", {"footnotes": footnotes(law, voice), **values}, status=status)

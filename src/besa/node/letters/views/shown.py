"""What the pages of letters share: desk members only, opening on purpose, what happens when there is nothing."""

from __future__ import annotations

from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from besa.core.jurisdiction import Answer, FactsContradict
from besa.core.sealing import SealBroken
from besa.node.cases.views.doorway import View, case_page, looks_ahead
from besa.node.jurisdiction import actions as jurisdiction
from besa.node.jurisdiction import answering, counted
from besa.node.jurisdiction.queries import NoSuchAssessment
from besa.node.jurisdiction.sheet import footnotes
from besa.node.jurisdiction.values import OpenAssessment
from besa.node.law import wording
from besa.node.letters.queries import NoSuchLetter
from besa.node.people.gate import keyring
from besa.node.people.problems import KeyNotHeld


def letter_page(view: View) -> View:
    """For a member of a desk who opens on purpose; whoever may not open it learns nothing, not even that it exists."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and (ahead := looks_ahead(request)):
            return ahead
        try:
            return view(request, *args, **kwargs)
        except counted.NeedsReason as needed:
            return redirect("jurisdiction:more", needed.assessment_id)
        except (NoSuchLetter, NoSuchAssessment, KeyNotHeld) as error:
            raise Http404 from error
        except SealBroken:
            return show(request, "broken.html", {}, status=409)

    return case_page(page)


def today() -> date:
    return timezone.localdate()


def answered(request: HttpRequest, assessment_id: UUID) -> tuple[OpenAssessment, Answer | None]:
    """The assessment, opened with its mark, and what the law says of it today; no answer while its facts contradict.

    Raises:
        NeedsReason: nobody was told yet what the law says of these facts, and the reader's day is used up.
    """
    found = jurisdiction.open_assessment(assessment_id, keyring=keyring(request), now=timezone.now())
    try:
        held, now = keyring(request), timezone.now()
        return found, counted.answered(found, keyring=held, today=today(), now=now).answer
    except FactsContradict:
        return found, None


def show(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of this room, with what stands below each page that names States."""
    notes = footnotes(answering.law(), wording.on_page())
    return render(request, f"letters/{template}", {"footnotes": notes, **values}, status=status)

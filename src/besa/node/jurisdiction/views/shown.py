"""What the pages of assessments share: opening with a mark, the reader's words, what happens when there is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from besa.core.jurisdiction import CaseFileWrong
from besa.core.sealing import SealBroken
from besa.node.cases.views.doorway import View, case_page, looks_ahead
from besa.node.cases.wording import ERASED_FOR, Text
from besa.node.jurisdiction import actions, answering, counted
from besa.node.jurisdiction.answering import Answered
from besa.node.jurisdiction.fields import Names
from besa.node.jurisdiction.queries import NoSuchAssessment
from besa.node.jurisdiction.sheet import footnotes
from besa.node.jurisdiction.values import Asked, OpenAssessment
from besa.node.law import wording
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.platform import country, environment


def clock(view: View) -> View:
    """Times in the country's zone, on pages that are not for desk members only."""

    @wraps(view)
    def local(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(country.load(environment.current().country).zone):
            return view(request, *args, **kwargs)

    return local


def assessment_page(view: View) -> View:
    """For a member of a desk who opens on purpose; whoever may not open it learns nothing, not even that it exists."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and (ahead := looks_ahead(request)):
            return ahead
        try:
            return view(request, *args, **kwargs)
        except counted.NeedsReason as needed:
            return redirect("jurisdiction:more", needed.assessment_id)
        except (NoSuchAssessment, KeyNotHeld, CaseFileWrong) as error:  # the last: what no control of ours sends
            raise Http404 from error
        except SealBroken:
            return show(request, "broken.html", {}, status=409)

    return case_page(page)


def opened(request: HttpRequest, assessment_id: UUID) -> OpenAssessment:
    return actions.open_assessment(assessment_id, keyring=keyring(request), now=timezone.now())


def answered(request: HttpRequest, found: OpenAssessment) -> Answered:
    """What the law says of it, counted if nobody was told before; raises FactsContradict, NeedsReason."""
    return counted.answered(found, keyring=keyring(request), today=today(), now=timezone.now())


@dataclass(frozen=True)
class ErasingShown:
    """Who asked to erase it and why, in words; `mine`: it was the reader."""

    who: str
    at: datetime
    reason: Text
    mine: bool


def erasing(asked: Asked | None, held: Keyring) -> ErasingShown | None:
    """The asking as pages show it."""
    if asked is None:
        return None
    who = people.staff_names({asked.by}).get(asked.by, "")
    return ErasingShown(who, asked.at, ERASED_FOR.get(asked.reason, asked.reason), asked.by == held.staff_id)


def names() -> Names:
    return Names(answering.law(), wording.voice())


def today() -> date:
    return timezone.localdate()


def show(request: HttpRequest, template: str, values: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of this room, with what stands below each of them."""
    law, voice = answering.law(), wording.on_page()
    return render(request, f"jurisdiction/{template}", {"footnotes": footnotes(law, voice), **values}, status=status)

"""One file of a case: opened with a mark, shown in words."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from besa.core.sealing import SealBroken
from besa.node.cases import actions, queries
from besa.node.cases.sheet import sheet
from besa.node.cases.views.doorway import case_page, looks_ahead
from besa.node.people.gate import keyring
from besa.node.people.problems import KeyNotHeld


@case_page
@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Lead to the case's own file, or to the child's where one may open only that."""
    try:
        return redirect("cases:file", queries.file_of_case(case_id, keyring=keyring(request)))
    except queries.NoSuchCase as error:
        raise Http404 from error


@case_page
@require_GET
def file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Open and read a file. The ledger entry is written before anything is shown."""
    if ahead := looks_ahead(request):
        return ahead
    held = keyring(request)
    now = timezone.now()
    try:
        opened = actions.open_file(file_id, keyring=held, now=now)
    except (queries.NoSuchCase, KeyNotHeld) as error:
        raise Http404 from error
    except SealBroken:
        return render(request, "cases/broken.html", status=409)
    return render(request, "cases/file.html", {"sheet": sheet(opened, keyring=held, now=now)})

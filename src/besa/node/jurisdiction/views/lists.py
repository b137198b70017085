"""The list of assessments: from clear columns only, nothing is opened for it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from besa.node.cases import queries as cases
from besa.node.cases.views.doorway import case_page
from besa.node.jurisdiction import answering, queries
from besa.node.jurisdiction.views.shown import show
from besa.node.people import queries as people
from besa.node.people.gate import keyring


@case_page
@require_GET
def assessments(request: HttpRequest) -> HttpResponse:
    """All that one may open, or those of one file of a case (`file`)."""
    held = keyring(request)
    try:
        file = UUID(request.GET["file"]) if "file" in request.GET else None
        page = int(request.GET.get("page", "1"))
    except ValueError as error:
        raise Http404 from error
    case = cases.files_open_to({file}, keyring=held).get(file, "") if file else ""
    if file and not case:
        raise Http404
    found = queries.assessments(keyring=held, file_id=file, page=page)
    names = people.staff_names({one.opened_by for one in found.lines})
    desks = people.desk_names({one.desk_id for one in found.lines})
    version = answering.version()
    lines = [
        {
            "line": one,
            "who": names.get(one.opened_by, ""),
            "desk": desks.get(one.desk_id, ""),
            "again": bool(one.law) and one.law != version,
        }
        for one in found.lines
    ]
    return show(request, "list.html", {"lines": lines, "page": found, "file": file, "case": case})

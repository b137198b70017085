"""Begin an assessment: empty, from a file somebody brings along, from a report, a case or another assessment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from besa.core.jurisdiction import CaseFile, CaseFileWrong, casefile
from besa.node.cases import actions as cases
from besa.node.cases.queries import NoSuchCase
from besa.node.jurisdiction import actions, casefiles, filling
from besa.node.jurisdiction.uploads import SmallFile
from besa.node.jurisdiction.views.shown import assessment_page, names, opened, show
from besa.node.law import wording as law_words
from besa.node.people import queries as people
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.reports import actions as reports
from besa.node.reports import queries as of_reports

_TITLE = 200


@assessment_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """`report` or `file` (of a case) in the address name what it is filled from; that is opened, with its mark."""
    held, now = keyring(request), timezone.now()
    sent = request.POST if request.method == "POST" else request.GET
    report, file = _id(sent.get("report", "")), _id(sent.get("file", ""))
    if request.method == "POST":
        return _begin(request, held, report, file)
    proposals: list[filling.Proposal] = []
    title = ""
    try:
        if report:
            found = reports.open_report(report, keyring=held, now=now)
            proposals = filling.of_report(found, keyring=held, names=names())
            title = found.row.reference
        elif file:
            of_case = cases.open_file(file, keyring=held, now=now)
            proposals = filling.of_case(of_case, of_reports.rows_of(of_case.reports, keyring=held), names())
            title = of_case.line.reference
    except (of_reports.NoSuchReport, NoSuchCase) as error:
        raise Http404 from error
    return show(request, "new.html", _page(held, report, file, proposals=proposals, reference=title))


def _begin(request: HttpRequest, held: Keyring, report: UUID | None, file: UUID | None) -> HttpResponse:
    if report and not of_reports.rows_of([report], keyring=held):
        raise Http404
    title = " ".join(casefile.visible(request.POST.get("title", "")).split())[:_TITLE]
    described = filling.taken(_empty(title), request.POST.getlist("take"))
    one = _described(request, described, held, report=report, file=file)
    return redirect("jurisdiction:step", one, "what")


@csrf_exempt
def load(request: HttpRequest) -> HttpResponse:
    """Begin with a case file. It is taken into memory before anything else reads the request, and checked there."""
    taking = SmallFile(request)
    request.upload_handlers = [taking]
    request.besa_file = taking  # type: ignore[attr-defined]
    return _load(request)  # type: ignore[return-value]


@csrf_protect
@assessment_page
@require_POST
def _load(request: HttpRequest) -> HttpResponse:
    held = keyring(request)
    came: SmallFile = request.besa_file  # type: ignore[attr-defined]
    _ = request.POST
    mistake, cure = "", ""
    described: CaseFile | None = None
    if came.too_large:
        mistake = gettext("This file is too large: a case file is a page or two.")
    elif not came.content:
        mistake = gettext("Choose a file first.")
    else:
        try:
            described = replace(casefiles.read(came.content.decode()), expect=())
            casefiles.written(described)  # as we write it, it must not be larger than we read
        except UnicodeDecodeError:
            mistake = gettext("This is no text. Choose a case file (YAML).")
        except CaseFileWrong as wrong:
            mistake, cure = (
                gettext("This is no case file that Besa can read. Where, and what would mend it:"),
                wrong.told_with_place(law_words.voice()),
            )
    if described is None:
        return show(request, "new.html", _page(held, None, None, mistake=mistake, cure=cure), status=422)
    one = _described(request, described, held, report=None, file=None)
    return redirect("jurisdiction:answer", one)


@assessment_page
@require_POST
def copy(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The same facts as a new assessment, for the next child or the next offender of the matter."""
    before = opened(request, assessment_id)
    case = before.described.case
    title = gettext("%(title)s (copy)") % {"title": case.title} if case.title else ""
    described = replace(before.described, case=replace(case, title=title[:_TITLE]))
    one = actions.describe(
        described,
        desk_id=before.line.desk_id,
        file_id=before.line.file_id,
        report=before.report,
        keyring=keyring(request),
        now=timezone.now(),
    )
    messages.success(request, gettext("This is the copy. Change what is different for the next person."))
    return redirect("jurisdiction:step", one, "offender")


def _described(
    request: HttpRequest, described: CaseFile, held: Keyring, *, report: UUID | None, file: UUID | None
) -> UUID:
    desk, submission = request.POST.get("desk", ""), _id(request.POST.get("submission", ""))
    try:
        return actions.describe(
            described,
            desk_id=int(desk) if desk.isdecimal() else 0,
            file_id=file,
            report=str(report or ""),
            submission=submission,
            keyring=held,
            now=timezone.now(),
        )
    except actions.AlreadyWritten:
        return submission  # type: ignore[return-value]  # a double click: it is there


def _page(held: Keyring, report: UUID | None, file: UUID | None, **more: Any) -> dict[str, Any]:
    desks = people.desk_menu(held.desk_ids)
    return {"desks": desks, "submission": uuid4(), "report": report, "file": file, **more}


def _empty(title: str) -> CaseFile:
    return casefile.from_mapping({"title": title, "case": {"acts": []}})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error

"""One report: opened with a mark, shown in words."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from besa.core.sealing import SealBroken
from besa.node.cases import actions as case_acts
from besa.node.cases import queries as cases
from besa.node.desk import actions
from besa.node.desk import queries as desk
from besa.node.desk.views.doorway import desk_page, on_purpose
from besa.node.desk.views.queue import place
from besa.node.desk.wording import URGENCIES
from besa.node.links import actions as links
from besa.node.people.gate import keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.reports import actions as reports
from besa.node.reports import queries


@desk_page
@on_purpose
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Open and read a report. The ledger entry is written before anything is shown."""
    held = keyring(request)
    now = timezone.now()
    try:
        opened = reports.open_report(report_id, keyring=held, now=now)
    except (queries.NoSuchReport, KeyNotHeld) as error:
        raise Http404 from error
    except SealBroken:
        return render(request, "desk/broken.html", {"queue": place(request)}, status=409)
    try:
        arrived = desk.referral_sheet(opened, keyring=held)
        later = (
            actions.open_additions(opened, arrived.referral, keyring=held, now=now)
            if arrived and arrived.referral
            else ((), 0)
        )
    except SealBroken:
        return render(request, "desk/broken.html", {"queue": place(request)}, status=409)
    together = desk.together(opened, arrived.referral if arrived else None, keyring=held)
    if together.announced:
        links.note_announced(report_id, together.announced_levels, keyring=held, now=now)
    values = {
        "sheet": desk.sheet(opened, keyring=held, now=now),
        "arrived": arrived,
        "added": later[0],
        "more_added": later[1],
        "together": together,
        "cases": cases.cases_of_report(report_id, keyring=held, now=now),
        "told_of_cases": case_acts.tell_of_cases(report_id, keyring=held, now=now),
        "urgencies": URGENCIES,
        "submission": secrets.token_hex(16),
        "queue": place(request),
    }
    return render(request, "desk/report.html", values)

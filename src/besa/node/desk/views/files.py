"""Hand out a file: always as a download, never rendered, whatever it claims to be."""

from __future__ import annotations

from itertools import chain
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from besa.core.sealing import SealBroken
from besa.node.desk.marking import without_tricks
from besa.node.desk.views.doorway import desk_page, on_purpose
from besa.node.desk.views.queue import place
from besa.node.people.gate import keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.reports import actions as reports
from besa.node.reports import queries


@desk_page
@on_purpose
def file(request: HttpRequest, report_id: UUID, file_id: UUID) -> HttpResponseBase:
    """One file of a report; its ledger entry is written before the first byte leaves."""
    try:
        about, chunks = reports.open_file(report_id, file_id, keyring=keyring(request))
        # The first piece is opened before anything is said: a missing or changed file is a page, not half a download.
        first = next(chunks, b"")
    except (queries.NoSuchReport, KeyNotHeld) as error:
        raise Http404 from error
    except (SealBroken, FileNotFoundError):
        return render(request, "desk/broken.html", {"queue": place(request)}, status=409)
    name = without_tricks(about.name).replace("/", "_").replace("\\", "_").strip(". ") or "file"
    return StreamingHttpResponse(
        chain([first], chunks),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
            "Content-Length": str(about.size),  # so that a file that breaks off is seen to be broken
            "Content-Encoding": "identity",  # and nothing squeezes it on its way
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )

"""Hand out a file: always as a download, never rendered, whatever it claims to be."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from besa.core.sealing import SealBroken
from besa.node.desk.marking import without_tricks
from besa.node.desk.views.doorway import desk_page, on_purpose
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
    except (queries.NoSuchReport, KeyNotHeld, SealBroken, FileNotFoundError) as error:
        raise Http404 from error
    name = without_tricks(about.name).replace("/", "_").replace("\\", "_").strip(". ") or "file"
    return StreamingHttpResponse(
        chunks,
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

"""Failure pages: what happened, what to do, a reference; never an exception's text, never a request in a log."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string

from besa.node.platform import environment

log = logging.getLogger("besa.failures")


class Failures:
    """Middleware that turns what broke into a calm page with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A host that is not ours is a bad request on every page, not only on those that happen to ask for it.
        request.get_host()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
            return page(request, "too_big", 413)
        if isinstance(error, MultiPartParserError):
            return page(request, "bad_request", 400)
        if isinstance(error, DatabaseError | OSError):
            return page(request, "storage", 503, _logged(error))
        return None


def page(request: HttpRequest, reason: str, status: int, reference: str = "") -> HttpResponse:
    """The failure page `reason` (a name in platform/failure.html) of the face this request came in on."""
    face = environment.current().face
    if face == "all":
        face = "staff" if request.path.startswith("/staff/") else "public"
    if face == "partners":  # machines: and the pages of people would link to addresses this face does not have
        return HttpResponse(
            f"{reason}\n", status=status, content_type="text/plain", headers={"Cache-Control": "no-store"}
        )
    html = render_to_string(f"platform/failure_{face}.html", {"reason": reason, "reference": reference}, request)
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


def _logged(error: BaseException) -> str:
    """Log where it broke, never with what: frames and the exception's class, no message, no values."""
    reference = secrets.token_hex(4)
    where = " < ".join(
        f"{f.filename.rsplit('/besa/', 1)[-1]}:{f.lineno}" for f in reversed(traceback.extract_tb(error.__traceback__))
    )
    log.error("failure %s: %s at %s", reference, type(error).__name__, where)
    return reference


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, "csrf", 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return page(request, "too_big", 413)
    return page(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "forbidden", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "not_found", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    import sys

    error = sys.exc_info()[1]
    return page(request, "server", 500, _logged(error) if error else "")

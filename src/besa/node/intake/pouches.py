"""The pouch's cookies: read them from a request, give them to a response, take them back."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from besa.node.intake.keys import SIZE, PouchKey
from besa.node.platform import cookies


def now() -> datetime:
    return datetime.now(UTC)


def new() -> PouchKey:
    return PouchKey(secrets.token_bytes(SIZE))


def of_draft(request: HttpRequest) -> PouchKey | None:
    return PouchKey.of_cookie(request.COOKIES.get(cookies.name("draft")))


def of_mailbox(request: HttpRequest) -> PouchKey | None:
    return PouchKey.of_cookie(request.COOKIES.get(cookies.name("mailbox")))


def give_draft(response: HttpResponse, key: PouchKey) -> HttpResponse:
    response.set_cookie(cookies.name("draft"), key.cookie, **cookies.flags("Strict"))
    return response


def give_mailbox(response: HttpResponse, key: PouchKey) -> HttpResponse:
    response.set_cookie(cookies.name("mailbox"), key.cookie, **cookies.flags("Strict"))
    return response


def take_back(response: HttpResponse, *names: str) -> HttpResponse:
    """Delete cookies the way they were set, or a browser keeps a `__Host-` cookie."""
    for name in names:
        _delete(response, cookies.name(name), "Strict")
    return response


def take_everything_back(response: HttpResponse) -> HttpResponse:
    """No cookie of the public pages stays."""
    take_back(response, "draft", "mailbox")
    _delete(response, settings.LANGUAGE_COOKIE_NAME, "Lax")
    _delete(response, settings.CSRF_COOKIE_NAME, "Strict")
    return response


def _delete(response: HttpResponse, name: str, samesite: str) -> None:
    response.set_cookie(
        name,
        "",
        max_age=0,
        expires="Thu, 01 Jan 1970 00:00:00 GMT",
        **{**cookies.flags(), "samesite": samesite},  # type: ignore[arg-type]
    )

"""Let only our own pages post here, without ever turning a child away: a failed check asks to press once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]

_OURS = frozenset({"csrfmiddlewaretoken", "again", "save"})
_LONG = ("story", "contacts", "text", "how", "time", "avoid", "where_other")


class _Kind(CsrfViewMiddleware):
    """Django's check; what it says when it fails is ours, and a browser that hides where it is may pass."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        # Some privacy settings always say "null". The token must still fit its cookie, which is SameSite=Strict.
        return request.META["HTTP_ORIGIN"] == "null" or bool(super()._origin_verified(request))  # type: ignore[misc]

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        # Words that another site posted must not be shown as ours, one press away from being sent.
        foreign = reason.startswith(("Origin checking", "Referer checking"))
        # A page of theirs in a sandbox says "null" too, but the browser still says that it is another site's.
        foreign = foreign or request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        again = "again" in request.POST
        if foreign or again or not request.POST:
            return render(request, "intake/cookies.html", status=400)
        fields = [(name, value) for name, value in request.POST.items() if name not in _OURS]
        shown = [(name, value) for name, value in fields if name in _LONG and value]
        hidden = [pair for pair in fields if pair not in shown]
        context = {"shown": shown, "hidden": hidden}
        return render(request, "intake/resend.html", context, status=400)


_in_place = decorator_from_middleware(_Kind)


def checked(view: View) -> View:
    """Check posts inside a view that is `csrf_exempt` itself and has put an upload handler in place first."""
    return cast("View", _in_place(view))


def our_pages_only(view: View) -> View:
    """Check the posts of a view here instead of in Django's middleware, which would answer 403."""
    return csrf_exempt(checked(view))


def reading_only(view: View) -> View:
    """A page that changes nothing by what is posted to it, so that posting needs no check (and is not allowed)."""
    return csrf_exempt(require_safe(view))


def trapped(request: HttpRequest) -> bool:
    """Whether the field that people never see was filled in. It only slows down: a report is never thrown away."""
    return bool(request.POST.get("homepage"))

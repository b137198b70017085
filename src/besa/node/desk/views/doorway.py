"""What every page of the desk does first: desk members (or auditors) only, the country's clock, no looking ahead."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from besa.node.people.gate import auditor, desk_member
from besa.node.platform import country, environment

View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """Only for somebody who holds the key of a desk; times in the country's zone."""
    return desk_member(_local(view))


def auditors_page(view: View) -> View:
    """Only for auditors, with or without a desk; times in the country's zone."""
    return auditor(_local(view))


def _local(view: View) -> View:
    @wraps(view)
    def local(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(country.load(environment.current().country).zone):
            return view(request, *args, **kwargs)

    return local


def on_purpose(view: View) -> View:
    """Opening is an act that leaves a mark: a browser that only looks ahead, or embeds, gets and marks nothing."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "GET":
            return HttpResponse(status=405, headers={"Allow": "GET"})
        ahead = [request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")]
        if any("prefetch" in value or "preview" in value or "prerender" in value for value in ahead):
            return HttpResponse(status=204)
        if request.headers.get("Sec-Fetch-Dest", "document") not in ("document", "empty"):
            return HttpResponse(status=204)
        return view(request, *args, **kwargs)

    return opened

"""What every page of cases does first: desk members only, the country's clock, opening only on purpose."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from besa.node.people.gate import desk_member
from besa.node.platform import country, environment

View = Callable[..., HttpResponseBase]


def case_page(view: View) -> View:
    """Only for somebody who holds the key of a desk; times in the country's zone."""

    @wraps(view)
    def local(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(country.load(environment.current().country).zone):
            return view(request, *args, **kwargs)

    return desk_member(local)


def looks_ahead(request: HttpRequest) -> HttpResponse | None:
    """An empty answer for a browser that only looks ahead or embeds: opening leaves a mark, so it is never chance."""
    ahead = [request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")]
    if any("prefetch" in value or "preview" in value or "prerender" in value for value in ahead):
        return HttpResponse(status=204)
    if request.headers.get("Sec-Fetch-Dest", "document") not in ("document", "empty"):
        return HttpResponse(status=204)
    return None

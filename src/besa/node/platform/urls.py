"""What every face answers: a health check for the proxy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def healthy(request: HttpRequest) -> HttpResponse:
    """200 while the process serves; deliberately asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("healthz", healthy, name="healthy")]

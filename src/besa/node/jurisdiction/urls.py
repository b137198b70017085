"""Addresses of the room `jurisdiction`, below /staff/jurisdiction/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "jurisdiction"

urlpatterns: list[URLPattern | URLResolver] = []

"""Addresses of the room `letters`, below /staff/letters/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "letters"

urlpatterns: list[URLPattern | URLResolver] = []

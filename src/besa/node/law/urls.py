"""Addresses of the room `law`, below /staff/law/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "law"

urlpatterns: list[URLPattern | URLResolver] = []

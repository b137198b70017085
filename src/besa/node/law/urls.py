"""Addresses of the room `law`, below /staff/law/."""

from __future__ import annotations

from django.urls import path

from besa.node.law.views import changing, reading

app_name = "law"

urlpatterns = [
    path("", reading.law, name="law"),
    path("states/<str:code>", reading.state, name="state"),
    path("treaties/<str:ident>", reading.treaty, name="treaty"),
    path("search", reading.search, name="search"),
    path("work", reading.worklist, name="worklist"),
    path("changes", changing.changes, name="changes"),
    path("changes/<uuid:change_id>", changing.change, name="change"),
    path("changes/<uuid:change_id>/accept", changing.accept, name="accept"),
    path("changes/<uuid:change_id>/refuse", changing.refuse, name="refuse"),
    path("changes/<uuid:change_id>/withdraw", changing.withdraw, name="withdraw"),
    path("entries/<str:ident>", reading.cell, name="cell"),
    path("entries/<str:ident>/propose", changing.propose, name="propose"),
]

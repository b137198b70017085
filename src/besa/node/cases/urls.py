"""Addresses of cases, below /staff/cases/."""

from __future__ import annotations

from django.urls import path

from besa.node.cases.views import acts, erasing, file, lists, new, writing

app_name = "cases"

urlpatterns = [
    path("", lists.cases, name="list"),
    path("new", new.new, name="new"),
    path("expiring", lists.expiring, name="expiring"),
    path("<uuid:case_id>", file.case, name="case"),
    path("files/<uuid:file_id>", file.file, name="file"),
    path("files/<uuid:file_id>/erase", erasing.ask, name="erase"),
    path("files/<uuid:file_id>/erase/agree", erasing.agree, name="agree"),
    path("files/<uuid:file_id>/entries/<uuid:entry_id>/erase", erasing.entry, name="erase_entry"),
    *(path(f"files/<uuid:file_id>/{name}", writing.write, {"name": name}, name=name) for name in writing.SHEETS),
    *(
        path(f"files/<uuid:file_id>/{name}", acts.press, {"name": name}, name=name.replace("-", "_"))
        for name in acts.PRESSES
    ),
]

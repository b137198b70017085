"""URL map of the staff face: sign-in, people, cases, law across borders, the desk."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("besa.node.platform.urls")),
    path("staff/", include("besa.node.people.urls")),
    path("staff/cases/", include("besa.node.cases.urls")),
    path("staff/law/", include("besa.node.law.urls")),
    path("staff/jurisdiction/", include("besa.node.jurisdiction.urls")),
    path("staff/letters/", include("besa.node.letters.urls")),
    path("staff/", include("besa.node.desk.urls")),
]

handler400 = "besa.node.platform.failures.bad_request"
handler403 = "besa.node.platform.failures.forbidden"
handler404 = "besa.node.platform.failures.not_found"
handler500 = "besa.node.platform.failures.server_error"

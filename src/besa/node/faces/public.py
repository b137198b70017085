"""URL map of the public face: what anyone can reach without an account."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("besa.node.platform.urls")), path("", include("besa.node.intake.urls"))]

handler400 = "besa.node.platform.failures.bad_request"
handler403 = "besa.node.platform.failures.forbidden"
handler404 = "besa.node.platform.failures.not_found"
handler500 = "besa.node.platform.failures.server_error"

"""URL map of the partners' face: what other nodes may ask; today the ledger's checkpoints and proofs, for witnesses."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("besa.node.platform.urls")),
    path("partners/", include("besa.node.platform.ledger_urls")),
]

handler400 = "besa.node.platform.failures.bad_request"
handler403 = "besa.node.platform.failures.forbidden"
handler404 = "besa.node.platform.failures.not_found"
handler500 = "besa.node.platform.failures.server_error"

"""What a witness fetches: the newest checkpoint, the public keys and tiles (C2SP tlog-tiles), hashes only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from besa.core.ledger import tile_path
from besa.node.platform import keyfiles
from besa.node.platform.models import LedgerCheckpoint, LedgerTile

_TEXT = "text/plain; charset=utf-8"


def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed checkpoint; 404 before the first."""
    newest = LedgerCheckpoint.objects.order_by("-size").first()
    if newest is None:
        raise Http404
    return HttpResponse(newest.note, content_type=_TEXT, headers={"Cache-Control": "no-store"})


def keys(request: HttpRequest) -> HttpResponse:
    """The verifier keys, one a line."""
    return HttpResponse(keyfiles.read("public/ledger-vkey"), content_type=_TEXT)


def tile(request: HttpRequest, level: str, place: str) -> HttpResponse:
    """One tile; a partial one (.p/<width>) as it was at that width. 404 for anything not in the tree."""
    digits, _, width = place.partition(".p/")
    number = int(digits.replace("/", "").replace("x", ""))
    wanted = int(width or 256)
    if tile_path(int(level), number, wanted) != f"tile/{level}/{place}":
        raise Http404
    stored = LedgerTile.objects.filter(level=int(level), number=number).values_list("hashes", flat=True).first()
    if stored is None or len(stored) < wanted * 32:
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(bytes(stored[: wanted * 32]), content_type="application/octet-stream", headers=headers)


urlpatterns = [
    path("ledger/checkpoint", checkpoint, name="ledger-checkpoint"),
    path("ledger/keys", keys, name="ledger-keys"),
    re_path(
        r"^ledger/tile/(?P<level>[0-9]|[1-5][0-9]|6[0-3])/(?P<place>(?:x[0-9]{3}/){0,5}[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?)$",
        tile,
        name="ledger-tile",
    ),
]

"""Search across reports: the purpose is recorded first, then identifiers are looked up and texts are read through.

What was searched for never stands in an address. Reading through texts goes in slices of under a second, so that the
first results are there at once; each slice ends with a cursor, and a link (or the page's script) goes on from it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from besa.node.cases import actions as cases
from besa.node.desk import actions, wording
from besa.node.desk import queries as desk
from besa.node.desk.forms import SearchForm
from besa.node.desk.queries.lines import Line
from besa.node.desk.views.acts import keep_typed
from besa.node.desk.views.doorway import desk_page, on_purpose
from besa.node.people.gate import keyring
from besa.node.people.keyring import Keyring
from besa.node.reports import queries

# The first slice is short: whoever searches sees something at once, and the rest goes on from there.
FIRST_SECONDS = 0.4
SLICE_SECONDS = 0.8
_MOST = 25
_MOST_SEEN = 100  # reports with one identifier: each shown one gets its mark, so not without end


@dataclass(frozen=True)
class Slice:
    """What one slice of reading found. `looked` reports so far of `total`; `cursor` goes on, empty at the end."""

    hits: tuple[tuple[Line, str], ...]
    looked: int
    total: int
    cursor: str


@desk_page
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The box; sending it records the search and shows its results."""
    form = SearchForm(request.POST if request.method == "POST" else None, initial={"kind": "identifier"})
    if request.method == "POST" and form.is_valid():
        return _begin(request, form.cleaned_data["kind"], form.cleaned_data["words"], form.cleaned_data["purpose"])
    return render(request, "desk/search.html", {"form": form})


@desk_page
@require_POST
def look_up(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """From a report's page: in which other reports was this identifier seen?"""
    held = keyring(request)
    keep_typed(request, report_id, held, timezone.now())
    words = request.POST.get("identifier", "").strip()
    if not queries.rows_of([report_id], keyring=held) or not words:
        raise Http404
    return _begin(request, "identifier", words[:300], "link")


@desk_page
@on_purpose
def results(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Results of one's own search, or the next slice of them. With `part`, only the slice, for the page's script."""
    held = keyring(request)
    try:
        made = desk.search(search_id, keyring=held)
    except desk.NoSuchSearch as error:
        raise Http404 from error
    found = _identifier(made.words, held) if made.kind == "identifier" else _text(request, made.words, held)
    actions.note_shown(search_id, (line.report_id for line, _ in found.hits), keyring=held)
    onward = urlencode({"after": found.cursor, "looked": found.looked}) if found.cursor else ""
    values: dict[str, Any] = {
        "search": made,
        "purpose": wording.PURPOSES.get(made.purpose, made.purpose),
        "found": found,
        "cases": cases.look_up(made.words, keyring=held, now=timezone.now()) if made.kind == "identifier" else (),
        "onward": onward,
        "later_part": "after" in request.GET,
    }
    if "part" in request.GET:
        return render(request, "desk/parts/hits.html", values)
    values["form"] = SearchForm(initial={"words": made.words, "kind": made.kind, "purpose": made.purpose})
    return render(request, "desk/search.html", values)


def _begin(request: HttpRequest, kind: str, words: str, purpose: str) -> HttpResponse:
    held = keyring(request)
    search_id = actions.begin_search(kind, words, purpose=purpose, keyring=held, now=timezone.now())
    return redirect(reverse("desk:results", args=[search_id]))


def _identifier(words: str, held: Keyring) -> Slice:
    ids = queries.by_identifier(words, keyring=held)
    lines = desk.lines(queries.rows_of(ids[:_MOST_SEEN], keyring=held), keyring=held, now=timezone.now())
    return Slice(tuple((line, "") for line in lines), len(lines), len(ids), "")


def _text(request: HttpRequest, words: str, held: Keyring) -> Slice:
    """Read on from the cursor until the time is up, enough is found, or the end is reached."""
    cursor = request.GET.get("after", "")
    until = time.monotonic() + (SLICE_SECONDS if cursor else FIRST_SECONDS)
    before = _number(request.GET.get("looked", ""))
    excerpts: dict[UUID, str] = {}
    looked = before
    ended = True
    for hit in queries.by_text(words, keyring=held, cursor=cursor):
        cursor, looked = hit.cursor, before + hit.scanned
        if hit.report_id is not None:
            excerpts[hit.report_id] = hit.excerpt
        if len(excerpts) >= _MOST or time.monotonic() > until:
            ended = False
            break
    lines = desk.lines(queries.rows_of(excerpts, keyring=held), keyring=held, now=timezone.now())
    total = max(queries.searchable(keyring=held), looked)
    hits = tuple((line, excerpts[line.report_id]) for line in lines)
    return Slice(hits, total if ended else looked, total, "" if ended else cursor)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

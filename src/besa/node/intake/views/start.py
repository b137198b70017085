"""The first pages: the way to one's language, the doors, who reads this, what Exit does; and Exit itself."""

from __future__ import annotations

from contextlib import suppress

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from besa.node.intake import actions, guard, pouches, promise
from besa.node.platform import country, environment, languages


@guard.reading_only
def root(request: HttpRequest) -> HttpResponse:
    """To the language chosen before, else the first of the browser's that we speak."""
    response = HttpResponseRedirect(f"/{languages.best(request)}/")
    response.headers["Vary"] = "Accept-Language, Cookie"
    return _findable(response)


@guard.reading_only
def start(request: HttpRequest) -> HttpResponse:
    return _findable(render(request, "intake/start.html", {"promise": promise.in_general(pouches.now())}))


@guard.reading_only
def who(request: HttpRequest) -> HttpResponse:
    return _findable(render(request, "intake/who.html", {"promise": promise.in_general(pouches.now())}))


@guard.reading_only
def leaving(request: HttpRequest) -> HttpResponse:
    return _findable(render(request, "intake/leaving.html"))


@guard.reading_only
def leave(request: HttpRequest) -> HttpResponse:
    """Exit: destroy what was not sent, take back every cookie, and go to a page that says nothing.

    It works by GET, because a plain link must do it; a browser that only fetches ahead changes nothing.
    """
    response = HttpResponseRedirect(_away())
    if "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", ""):
        return HttpResponse(status=204)
    for key in (pouches.of_draft(request), pouches.of_mailbox(request)):
        # Leaving must work even when the database does not: without the cookie nobody can open what is left.
        if key is not None:
            with suppress(DatabaseError, OSError):
                actions.throw_away(key)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return pouches.take_everything_back(response)


def _findable(response: HttpResponse) -> HttpResponse:
    """These pages are the same for everyone and say nothing about a visitor: search engines may find them."""
    response.headers["X-Robots-Tag"] = "all"
    return response


def _away() -> str:
    env = environment.current()
    return env.exit_url or country.load(env.country).exit_url

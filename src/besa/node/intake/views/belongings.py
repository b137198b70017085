"""What belongs to an open mailbox: adding a file, the proof, deleting everything."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from besa.node.intake import actions, guard, pouches, queries, review, uploads
from besa.node.intake.drafts import OpenMailbox
from besa.node.intake.forms import DeleteForm, FileForm
from besa.node.intake.keys import PouchKey
from besa.node.intake.kinds import Refusal
from besa.node.intake.uploads import SealingUpload
from besa.node.intake.views.mailbox import ended, show
from besa.node.intake.views.sending import proof_file, proof_page
from besa.node.platform.actors import REPORTER
from besa.node.reports import actions as reports
from besa.node.reports import queries as reported
from besa.node.reports.queries import NoSuchReport


def _opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the open mailbox, or ask for the code; a report deleted meanwhile also ends there."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = pouches.of_mailbox(request)
        content = queries.mailbox(key, now=pouches.now())
        if key is None or content is None:
            return ended(request)
        try:
            return view(request, *args, key=key, content=content, **kwargs)
        except NoSuchReport:
            return redirect("intake:enter")

    return wrapper


@csrf_exempt
@require_POST
def add_file(request: HttpRequest) -> HttpResponse:
    """Add files to the conversation; sealed while they arrive, before anything else happens."""
    key = pouches.of_mailbox(request)
    if key is None:
        return redirect("intake:enter")
    handler = uploads.put_in_place(request, key)
    try:
        return _add(request, handler=handler)
    finally:
        handler.clear()


@guard.checked
@_opened
def _add(request: HttpRequest, *, handler: SealingUpload, key: PouchKey, content: OpenMailbox) -> HttpResponse:
    form = FileForm()
    refused = handler.problems(request.POST)
    came = () if Refusal.BROKEN in refused else tuple(handler.sealed)
    if not came and not refused:
        refused = [Refusal.EMPTY]
    if came:
        try:
            text = gettext("I added a file.")
            actions.write(key, content, text, token=secrets.token_hex(8), now=pouches.now(), files=came)
        except reports.TooManyFiles:
            form.refuse([*refused, Refusal.FULL])
            return show(request, content, file_form=form)
        except (DatabaseError, OSError):
            form.refuse([Refusal.BROKEN])
            return show(request, content, file_form=form, unsaved=True)
        handler.kept = True
    if refused:
        form.refuse(refused)
        return show(request, content, file_form=form)
    return redirect(reverse("intake:mailbox") + "?done=added")


@guard.reading_only
@_opened
def mailbox_proof(request: HttpRequest, *, key: PouchKey, content: OpenMailbox) -> HttpResponse:
    shown = review.proof(reported.conversation(content.handle))
    return proof_page(request, shown, back=reverse("intake:mailbox"), text=reverse("intake:mailbox_proof_text"))


@guard.reading_only
@_opened
def mailbox_proof_text(request: HttpRequest, *, key: PouchKey, content: OpenMailbox) -> HttpResponse:
    return proof_file(request, review.proof(reported.conversation(content.handle)))


@guard.our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
@_opened
def delete(request: HttpRequest, *, key: PouchKey, content: OpenMailbox) -> HttpResponse:
    """Delete one's own report: explained first, then done for good."""
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reports.erase_by_reporter(content.handle, actor=REPORTER, now=pouches.now())
        actions.throw_away(key)
        return pouches.take_back(redirect("intake:deleted"), "mailbox")
    return render(request, "intake/delete.html", {"form": form}, status=422 if form.is_bound else 200)


@guard.reading_only
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "intake/deleted.html")

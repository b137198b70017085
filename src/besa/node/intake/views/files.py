"""The question with files, and taking one back. Files are sealed while they arrive, before anything else happens."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from besa.node.intake import actions, guard, incoming, pouches, queries, steps, uploads, wording
from besa.node.intake.drafts import AlreadySent, Draft
from besa.node.intake.forms import FileForm
from besa.node.intake.keys import PouchKey
from besa.node.intake.kinds import Refusal
from besa.node.intake.uploads import SealingUpload
from besa.node.intake.views.questions import about, onward

_STEP = steps.LAST


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Shown on GET; on POST the handler is in place before the check of the form reads the body."""
    if request.method != "POST":
        return _show(request)
    key = pouches.of_draft(request) or pouches.new()
    handler = uploads.put_in_place(request, key)
    try:
        return _keep(request, key=key, handler=handler)
    finally:
        handler.clear()


def _show(request: HttpRequest) -> HttpResponse:
    draft = queries.draft(pouches.of_draft(request), now=pouches.now())
    if draft is None or draft.sent is not None:
        return redirect("intake:code" if draft else "intake:start")
    return _page(request, draft, FileForm())


@guard.checked
def _keep(request: HttpRequest, *, key: PouchKey, handler: SealingUpload) -> HttpResponse:
    removed = request.POST.get("remove", "")
    form = FileForm()
    refused = handler.problems(request.POST)
    came = () if Refusal.BROKEN in refused else tuple(handler.sealed)

    def change(draft: Draft) -> Draft:
        return replace(draft.without_file(removed), files=(*draft.without_file(removed).files, *came))

    try:
        draft = actions.change_draft(key, change, now=pouches.now())
    except AlreadySent:
        return redirect("intake:code")
    except (DatabaseError, OSError):
        form.refuse([*refused, Refusal.BROKEN])
        return _page(request, Draft(), form, unsaved=True)
    handler.kept = bool(came)
    if removed:
        _remove(key, removed)
    way = request.POST.get("go", "next")
    if refused and way in ("next", "add"):
        form.refuse(refused)
        return pouches.give_draft(_page(request, draft, form), key)
    if removed or way == "add":
        return pouches.give_draft(redirect("intake:files"), key)
    return pouches.give_draft(onward(request, _STEP), key)


def _remove(key: PouchKey, file: str) -> None:
    try:
        incoming.remove(key.row, UUID(file))
    except ValueError:
        return


def _page(request: HttpRequest, draft: Draft, form: FileForm, *, unsaved: bool = False) -> HttpResponse:
    door = draft.answers.get("door", "child")
    words = wording.words(_STEP.slug, door)
    form.heading, form.lead = words.heading, words.lead
    context = {"form": form, "files": draft.files, "unsaved": unsaved, **about(request, _STEP, door)}
    status = 503 if unsaved else 422 if form.is_bound else 200
    return render(request, "intake/question.html", context, status=status)

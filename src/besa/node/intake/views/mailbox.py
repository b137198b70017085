"""The mailbox: open it with the code, read answers, write more. What opens it lives in a pouch, its key in a cookie."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from besa.node.intake import actions, guard, pouches, promise, queries, review, standing
from besa.node.intake.drafts import OpenMailbox
from besa.node.intake.forms import STORY_LENGTH, CodeForm, FileForm, MessageForm
from besa.node.intake.keys import PouchKey
from besa.node.platform.actors import REPORTER
from besa.node.reports import actions as reports
from besa.node.reports import queries as reported
from besa.node.reports.queries import NoSuchReport

_DONE = {
    "written": gettext_lazy("We have your message. Thank you."),
    "added": gettext_lazy("We have your file. Thank you."),
}


@guard.our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code. A wrong one is answered as slowly as a right one, and never with more than that it is wrong."""
    posted = request.POST if request.method == "POST" else None
    form = CodeForm(posted, label=gettext("Type your code"))
    typed = request.POST.get("typed", "")[: 2 * STORY_LENGTH]
    if form.is_valid():
        try:
            handle = reported.find_by_code(form.cleaned_data["code"])
        except NoSuchReport:
            form.add_error(
                "code",
                gettext(
                    "This code opens nothing. Compare each digit with your paper. "
                    "If you deleted your words, the code is gone too."
                ),
            )
        else:
            key = pouches.new()
            actions.keep_mailbox(key, OpenMailbox(handle=handle, typed=typed), now=pouches.now())
            return pouches.give_mailbox(redirect("intake:mailbox"), key)
    context = {"form": form, "typed": typed, "ended": "ended" in request.GET}
    return render(request, "intake/enter.html", context, status=422 if form.is_bound else 200)


@guard.our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    """The conversation; on POST one more message."""
    key = pouches.of_mailbox(request)
    content = queries.mailbox(key, now=pouches.now())
    if key is None or content is None:
        return ended(request)
    if request.method == "POST":
        return _write(request, key, content)
    actions.keep_mailbox(key, content, now=pouches.now())
    return show(request, content)


def ended(request: HttpRequest) -> HttpResponse:
    """Ask for the code again; what was typed meanwhile goes along and waits in the mailbox."""
    typed = request.POST.get("text", "")
    if not typed.strip():
        return redirect(reverse("intake:enter") + ("?ended=1" if pouches.of_mailbox(request) else ""))
    form = CodeForm(label=gettext("Type your code"))
    return render(request, "intake/enter.html", {"form": form, "typed": typed, "ended": True})


def _write(request: HttpRequest, key: PouchKey, content: OpenMailbox) -> HttpResponse:
    form = MessageForm(request.POST)
    text = request.POST.get("text", "").replace("\x00", "")
    try:
        if request.POST.get("save"):
            actions.keep_mailbox(key, replace(content, typed=text[: 2 * STORY_LENGTH]), now=pouches.now())
            return HttpResponse(status=204)
        if form.is_valid():
            actions.write(key, content, form.cleaned_data["text"], token=form.cleaned_data["token"], now=pouches.now())
            return redirect(reverse("intake:mailbox") + "?done=written")
    except NoSuchReport:
        return redirect("intake:enter")
    except (DatabaseError, OSError):
        return show(request, content, form=form, unsaved=True)
    return show(request, content, form=form)


def show(
    request: HttpRequest,
    content: OpenMailbox,
    *,
    form: MessageForm | None = None,
    file_form: FileForm | None = None,
    unsaved: bool = False,
) -> HttpResponse:
    """The mailbox's page, with whatever went wrong named on it."""
    try:
        conversation = reported.conversation(content.handle)
    except NoSuchReport:
        return redirect("intake:enter")
    if conversation.fresh and not unsaved and request.method == "GET":
        reports.mark_read_by_reporter(content.handle, actor=REPORTER, now=pouches.now())
    context = {
        "conversation": conversation,
        "state": standing.in_words(conversation),
        "promise": promise.until(conversation.answer_due, pouches.now()),
        "fresh": len(conversation.fresh),
        "answers": review.told(conversation.told, conversation.files),
        "form": form or MessageForm(initial={"text": content.typed, "token": secrets.token_urlsafe(12)}),
        "file_form": file_form or FileForm(),
        "mistaken": form if form is not None and form.errors else file_form,
        "unsaved": unsaved,
        "done": _DONE.get(request.GET.get("done", "")),
    }
    status = 503 if unsaved else 422 if form or file_form else 200
    return render(request, "intake/mailbox.html", context, status=status)


@guard.our_pages_only
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the mailbox on this phone; the conversation stays."""
    key = pouches.of_mailbox(request)
    if key is not None:
        actions.throw_away(key)
    return pouches.take_back(redirect("intake:start"), "mailbox")

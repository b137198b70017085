"""Look at the answers, send them, get the code, type it back, take the proof along."""

from __future__ import annotations

import time

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from besa.core.sealing import ReportCode
from besa.node.intake import actions, guard, pace, pouches, promise, queries, review, steps
from besa.node.intake.drafts import Draft, Sent
from besa.node.intake.forms import CodeForm
from besa.node.intake.keys import PouchKey
from besa.node.platform import environment

_pace = pace.Pace(environment.current().pace_per_minute)


@guard.our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Everything that was answered; on POST it is sent."""
    key = pouches.of_draft(request)
    draft = queries.draft(key, now=pouches.now())
    if key is None or draft is None:
        return redirect("intake:start")
    if draft.sent is not None:
        return redirect("intake:code")
    missing = not steps.tells_something(draft.answers)
    unsaved = False
    if request.method == "POST" and not missing:
        try:
            return _wait(request, key, draft) or _send(key, draft)
        except (DatabaseError, OSError):
            unsaved = True
    context = {"answers": review.answers(draft), "missing": missing, "unsaved": unsaved, "last": steps.LAST.slug}
    return render(request, "intake/check.html", context, status=503 if unsaved else 200)


def _wait(request: HttpRequest, key: PouchKey, draft: Draft) -> HttpResponse | None:
    """Where to wait, when there is a reason to; None when this may be sent now."""
    moment = time.time()
    ticket = pace.read_ticket(request.POST.get("ticket", ""), key.row)
    if ticket is not None:
        if ticket.remaining(moment) == 0 or ticket.solved_by(request.POST.get("found", "")):
            return None
        return _to_wait(ticket)
    seconds = _pace.wait(moment)
    if draft.trapped or guard.trapped(request):
        seconds = max(seconds, pace.TRAPPED)
    return _to_wait(pace.new_ticket(key.row, now=moment, seconds=seconds)) if seconds else None


def _to_wait(ticket: pace.Ticket) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('intake:wait')}?t={ticket.text}")


@guard.reading_only
def wait(request: HttpRequest) -> HttpResponse:
    """A page that loads again by itself until one may send."""
    key = pouches.of_draft(request)
    ticket = pace.read_ticket(request.GET.get("t", ""), key.row) if key else None
    if ticket is None:
        return redirect("intake:check")
    seconds = ticket.remaining(time.time())
    context = {"ticket": ticket.text, "seconds": seconds, "ready": seconds == 0, "bits": pace.BITS}
    response = render(request, "intake/wait.html", context)
    if seconds:
        response.headers["Refresh"] = str(seconds)
    return response


def _send(key: PouchKey, draft: Draft) -> HttpResponse:
    actions.send(key, draft, language=get_language() or "en", now=pouches.now())
    _pace.sent(time.time())
    return redirect("intake:code")


@guard.reading_only
def code(request: HttpRequest) -> HttpResponse:
    """The code, once it is true that it opens something."""
    sent = _sent(request)
    if sent is None:
        return redirect("intake:start")
    context = {"promise": promise.until(sent.answer_due, pouches.now())}
    if not sent.code:
        return render(request, "intake/kept.html", context)
    return render(request, "intake/code.html", {**context, "groups": ReportCode(sent.code).display.split()})


@guard.our_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def type_back(request: HttpRequest) -> HttpResponse:
    """Type the code from paper: a typo shows here and not in a week. Then the page forgets the code."""
    key, sent = pouches.of_draft(request), _sent(request)
    if key is None or sent is None:
        return redirect("intake:start")
    if not sent.code:
        return redirect("intake:code")
    form = CodeForm(request.POST if request.method == "POST" else None, label=gettext("Type your code from your paper"))
    if form.is_valid():
        if form.cleaned_data["code"] == ReportCode(sent.code):
            actions.forget_code(key, now=pouches.now())
            return redirect("intake:code")
        form.add_error(
            "code", gettext("This is a code, but not the one you just got. Please compare it with your paper.")
        )
    return render(request, "intake/type_back.html", {"form": form}, status=422 if form.is_bound else 200)


@guard.reading_only
def proof(request: HttpRequest) -> HttpResponse:
    """Proof of reporting that carries no story, to print or to keep."""
    sent = _sent(request)
    if sent is None:
        return redirect("intake:start")
    return proof_page(request, review.proof(sent), back=reverse("intake:code"), text=reverse("intake:proof_text"))


@guard.reading_only
def proof_text(request: HttpRequest) -> HttpResponse:
    sent = _sent(request)
    return redirect("intake:start") if sent is None else proof_file(request, review.proof(sent))


def proof_page(request: HttpRequest, shown: review.Proof, *, back: str, text: str) -> HttpResponse:
    return render(request, "intake/proof.html", {"proof": shown, "back_href": back, "text_href": text})


def proof_file(request: HttpRequest, shown: review.Proof) -> HttpResponse:
    """The same as a text file; its name says nothing either."""
    response = render(request, "intake/proof.txt", {"proof": shown}, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{shown.reference}.txt"'
    return response


def _sent(request: HttpRequest) -> Sent | None:
    draft = queries.draft(pouches.of_draft(request), now=pouches.now())
    return draft.sent if draft else None

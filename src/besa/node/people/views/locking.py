"""Locking the screen, opening it again with the password alone, and giving back what was being typed."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST

from besa.core.sealing import SealBroken
from besa.node.people import actions, brake, drafts, session_keys
from besa.node.people.forms import UnlockForm
from besa.node.people.gate import Stage, reachable
from besa.node.people.models import Staff
from besa.node.people.problems import PeopleProblem, WrongPassword


@reachable(Stage.LOCKED)
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Forget the key now. A page whose idle time is up sends what is being typed along."""
    person = request.user
    assert isinstance(person, Staff)
    drafts.keep(request, person, sent=False)
    session_keys.drop(request)
    return HttpResponseRedirect(f"{reverse('people:unlock')}?{urlencode({'next': way_on(request)})}")


@reachable(Stage.LOCKED)
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the password: to unlock, or (on an open screen) before something delicate."""
    person = request.user
    assert isinstance(person, Staff)
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _unlock(request, person, form.cleaned_data["password"])
        except PeopleProblem as problem:
            form.add_error("password", str(problem))
        else:
            return _go_on(request, person)
    locked = request.stage == Stage.LOCKED  # type: ignore[attr-defined]
    values = {"form": form, "locked": locked, "next": way_on(request), "person": person}
    return render(request, "people/unlock.html", values)


def awake(request: HttpRequest) -> HttpResponse:  # the gate has noted that someone is here
    """Answers 204 while the screen is open; a page asks while somebody types, so that typing counts as being here."""
    return HttpResponse(status=204)


def way_on(request: HttpRequest) -> str:
    """The staff page to return to, from `next`; anything else becomes the start page."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = target.startswith("/staff/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if safe else reverse("people:start")


def _unlock(request: HttpRequest, person: Staff, password: str) -> None:
    subject = brake.subject_of(request, person.username)
    closes = brake.count(subject, now=timezone.now())
    try:
        secret = person.open_secret(password)
    except SealBroken as error:
        if closes:
            actions.record_held_back(person.pseudonym)
        raise WrongPassword from error
    brake.release(subject)
    # A new name for the session: whoever saw the old one while it was locked has nothing.
    request.session.cycle_key()
    session_keys.hold(request, person, secret)
    actions.record_unlock(actor=person.actor)


def _go_on(request: HttpRequest, person: Staff) -> HttpResponse:
    # allauth would send a suspended form by itself; ours ask the person first.
    request.session.pop(STATE_SESSION_KEY, None)
    secret = session_keys.take(request, person)
    draft = drafts.take_sent(request, person, secret) if secret else None
    if draft:
        return render(request, "people/resume.html", {"draft": draft})
    return redirect(way_on(request))

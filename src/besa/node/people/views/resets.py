"""Giving a colleague access again: ask, confirm, withdraw; and telling the person what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from besa.node.people import actions, reset_lines
from besa.node.people.actions import Invitation
from besa.node.people.gate import Stage, administrator, keyring, reachable
from besa.node.people.models import Reset, Staff
from besa.node.people.problems import NeedsSecond, PeopleProblem
from besa.node.people.views.locking import way_on
from besa.node.people.views.staff import line_of


@administrator
@require_POST
def give(request: HttpRequest, pseudonym: str, kind: str) -> HttpResponse:
    """Do it, where this is the only administrator; else ask a second one."""
    staff_id, actor = line_of(pseudonym).staff_id, keyring(request).actor
    acts = {
        Reset.Kind.PASSWORD: actions.reset_password,
        Reset.Kind.FACTORS: actions.reset_factors,
        Reset.Kind.REOPEN: actions.reactivate_staff,
    }
    try:
        try:
            invitation = acts[Reset.Kind(kind)](staff_id, actor=actor)
        except NeedsSecond:
            actions.ask_for_reset(staff_id, kind, actor=actor)
            messages.success(request, gettext("A second administrator can confirm it on this page within 24 hours."))
            return redirect("people:person", pseudonym=pseudonym)
    except PeopleProblem as problem:
        messages.error(request, str(problem))
        return redirect("people:person", pseudonym=pseudonym)
    return _done(request, pseudonym, invitation)


@administrator
@require_POST
def confirm(request: HttpRequest, pseudonym: str, reset_id: int) -> HttpResponse:
    """What another administrator asked for; the answer shows the starting password, once."""
    try:
        invitation = actions.confirm_reset(reset_id, actor=keyring(request).actor)
    except PeopleProblem as problem:
        messages.error(request, str(problem))
        return redirect("people:person", pseudonym=pseudonym)
    return _done(request, pseudonym, invitation)


@administrator
@require_POST
def withdraw(request: HttpRequest, pseudonym: str, reset_id: int) -> HttpResponse:
    """Take the request back, or say no."""
    _withdraw(request, reset_id)
    return redirect("people:person", pseudonym=pseudonym)


@reachable(Stage.UNREAD)
@require_POST
def refuse(request: HttpRequest, reset_id: int) -> HttpResponse:
    """The person themself says no."""
    _withdraw(request, reset_id)
    return redirect("people:told")


@reachable(Stage.UNREAD)
def told(request: HttpRequest) -> HttpResponse:
    """What others did with my account, or ask for; shown at sign-in until read, and from the account page."""
    person = request.user
    assert isinstance(person, Staff)
    if request.method == "POST":
        actions.mark_resets_seen(person.pk, actor=person.actor)
        request.session.pop("unread", None)
        return redirect(way_on(request))
    now = timezone.now()
    values = {
        "waiting": reset_lines.waiting(now, staff_id=person.pk),
        "done": reset_lines.done(person.pk, now),
        "next": way_on(request),
    }
    return render(request, "people/told.html", values)


def _withdraw(request: HttpRequest, reset_id: int) -> None:
    person = request.user
    assert isinstance(person, Staff)
    try:
        actions.withdraw_reset(reset_id, actor=person.actor)
    except PeopleProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("The request is withdrawn."))


def _done(request: HttpRequest, pseudonym: str, invitation: Invitation | None) -> HttpResponse:
    if invitation is not None:
        return render(request, "people/invitation.html", {"invitation": invitation, "new": False})
    messages.success(request, gettext("The second steps are removed. The next sign-in asks for a new one."))
    return redirect("people:person", pseudonym=pseudonym)

"""Accounts of colleagues: list, invite, roles, close. For administrators."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from besa.node.people import actions, queries, reset_lines
from besa.node.people.forms import InviteForm, RolesForm
from besa.node.people.gate import administrator, keyring
from besa.node.people.problems import PeopleProblem, UsernameTaken
from besa.node.people.queries import StaffLine


@administrator
def staff_list(request: HttpRequest) -> HttpResponse:
    """Everyone with an account."""
    values = {"lines": queries.staff_lines(), "waiting": reset_lines.waiting(timezone.now())}
    return render(request, "people/staff_list.html", values)


@administrator
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account; the answer shows the starting password, once."""
    form = InviteForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.create_staff(actor=keyring(request).actor, **form.cleaned_data)
        except UsernameTaken as problem:
            form.add_error("username", str(problem))
        else:
            return render(request, "people/invitation.html", {"invitation": invitation, "new": True})
    return render(request, "people/invite.html", {"form": form})


@administrator
def person(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """One account, and what can be done with it."""
    line = line_of(pseudonym)
    roles = RolesForm(initial={role: getattr(line, role) for role in RolesForm.base_fields})
    waiting = {asked.kind: asked for asked in reset_lines.waiting(timezone.now(), staff_id=line.staff_id)}
    values = {
        "line": line,
        "roles": roles,
        "alone": queries.sole_holder_of(line.staff_id),
        "way": reset_lines.way(keyring(request).actor, line.staff_id),
        "waiting": waiting,
    }
    return render(request, "people/person.html", values)


@administrator
@require_POST
def change_roles(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Administrator, auditor, lawyer; any of them or none."""
    form = RolesForm(request.POST)
    form.is_valid()
    return _try(
        request,
        pseudonym,
        lambda line: actions.change_roles(line.staff_id, actor=keyring(request).actor, **form.cleaned_data),
        gettext("The roles are changed."),
    )


@administrator
@require_POST
def deactivate(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Close an account."""
    return _try(
        request,
        pseudonym,
        lambda line: actions.deactivate_staff(line.staff_id, actor=keyring(request).actor),
        gettext("The account is closed. Its desks have new keys."),
    )


def line_of(pseudonym: str) -> StaffLine:
    """One account; 404 if there is none."""
    try:
        return queries.staff_line(pseudonym)
    except LookupError as error:
        raise Http404 from error


def _try(request: HttpRequest, pseudonym: str, act: Callable[[StaffLine], None], done: str) -> HttpResponse:
    try:
        act(line_of(pseudonym))
    except PeopleProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("people:person", pseudonym=pseudonym)

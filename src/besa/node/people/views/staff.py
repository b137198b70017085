"""Accounts of colleagues: list, invite, roles, reset, close. For administrators."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from besa.node.people import actions, queries
from besa.node.people.forms import InviteForm, RolesForm
from besa.node.people.gate import administrator, keyring
from besa.node.people.problems import PeopleProblem, UsernameTaken
from besa.node.people.queries import StaffLine


@administrator
def staff_list(request: HttpRequest) -> HttpResponse:
    """Everyone with an account."""
    return render(request, "people/staff_list.html", {"lines": queries.staff_lines()})


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
    line = _line(pseudonym)
    roles = RolesForm(initial={"is_administrator": line.is_administrator, "is_auditor": line.is_auditor})
    values = {"line": line, "roles": roles, "alone": queries.sole_holder_of(line.staff_id)}
    return render(request, "people/person.html", values)


@administrator
@require_POST
def change_roles(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Administrator, auditor, both or neither."""
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
def reset_factors(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """For someone who lost their phone or key."""
    return _try(
        request,
        pseudonym,
        lambda line: actions.reset_factors(line.staff_id, actor=keyring(request).actor),
        gettext("The second steps are removed. The next sign-in asks for a new one."),
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


@administrator
@require_POST
def reset_password(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """For someone who forgot theirs; the answer shows the new starting password, once."""
    invitation = actions.reset_password(_line(pseudonym).staff_id, actor=keyring(request).actor)
    return render(request, "people/invitation.html", {"invitation": invitation, "new": False})


@administrator
@require_POST
def reactivate(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Open a closed account again; the answer shows the new starting password, once."""
    invitation = actions.reactivate_staff(_line(pseudonym).staff_id, actor=keyring(request).actor)
    return render(request, "people/invitation.html", {"invitation": invitation, "new": False})


def _line(pseudonym: str) -> StaffLine:
    try:
        return queries.staff_line(pseudonym)
    except LookupError as error:
        raise Http404 from error


def _try(request: HttpRequest, pseudonym: str, act: Callable[[StaffLine], None], done: str) -> HttpResponse:
    try:
        act(_line(pseudonym))
    except PeopleProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("people:person", pseudonym=pseudonym)

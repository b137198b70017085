"""One's own account: language, password, second steps, desks."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from besa.node.people import actions, brake, factor_seals, queries, reset_lines, session_keys
from besa.node.people.forms import LanguageForm, PasswordForm
from besa.node.people.gate import Stage, reachable
from besa.node.people.models import Staff
from besa.node.people.problems import PeopleProblem, TooManyTries, WeakPassword, WrongPassword


def account(request: HttpRequest) -> HttpResponse:
    """My account."""
    person = request.user
    assert isinstance(person, Staff)
    factors = [row.wrap() for row in Authenticator.objects.filter(user=person).order_by("created_at")]
    values = {
        "person": person,
        "desks": queries.desks_of(person.pk),
        "told": reset_lines.done(person.pk, timezone.now()),
        "language_form": LanguageForm(initial={"language": person.language}),
        "factors": [f for f in factors if f.instance.type != Authenticator.Type.RECOVERY_CODES],
        "has_app": any(f.instance.type == Authenticator.Type.TOTP for f in factors),
        "codes_left": sum(
            len(f.get_unused_codes())
            for f in factors
            if f.instance.type == Authenticator.Type.RECOVERY_CODES and factor_seals.belongs(f.instance)
        ),
    }
    return render(request, "people/account.html", values)


@reachable(Stage.STARTING_PASSWORD)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the staff pages."""
    person = request.user
    assert isinstance(person, Staff)
    form = LanguageForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["language"]
        actions.choose_language(person.pk, actor=person.actor, language=code)
        with translation.override(code):
            messages.success(request, gettext("Your language is set."))
    return redirect("people:account")


@reachable(Stage.STARTING_PASSWORD)
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; the first time, away from the starting password."""
    person = request.user
    assert isinstance(person, Staff)
    first = person.must_change_password
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, person, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except (WrongPassword, TooManyTries) as problem:
            form.add_error("old", str(problem))
        except WeakPassword as problem:
            form.add_error("new", list(problem.reasons))
        except PeopleProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, gettext("Your password is changed. All your other sessions have ended."))
            return redirect("people:start" if first else "people:account")
    return render(request, "people/password.html", {"form": form, "first": first})


def _change(request: HttpRequest, person: Staff, *, old: str, new: str) -> None:
    subject = brake.subject_of(request, person.username)
    brake.count(subject, now=timezone.now())
    try:
        secret = actions.change_password(person.pk, actor=person.actor, old=old, new=new)
    except WeakPassword:
        brake.release(subject)
        raise
    brake.release(subject)
    person.refresh_from_db()
    # Ended together with all others: this one goes on under a new name, with a new key in the cookie.
    update_session_auth_hash(request, person)
    session_keys.hold(request, person, secret)

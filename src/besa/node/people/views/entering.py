"""Signing in and out, and where to go first."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from besa.node.people import actions, brake, session_keys
from besa.node.people.gate import Stage, keyring, reachable
from besa.node.people.models import Staff
from besa.node.people.step_forms import SecondStepForm, SecurityKeyForm


class SignIn(LoginView):  # type: ignore[misc]
    """First step: user name and password."""

    template_name = "people/sign_in.html"

    def get_form_class(self) -> Any:
        from besa.node.people.step_forms import SignInForm

        return SignInForm


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """Second step: a code from the app, a spare code, or a security key."""

    template_name = "people/second_step.html"
    form_class = SecondStepForm
    webauthn_form_class = SecurityKeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        person: Staff = self.stage.login.user
        response: HttpResponse = super().form_valid(form)
        brake.remember_browser(self.request, response, person.username)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        factors = Authenticator.objects.filter(user=self.stage.login.user)
        kinds = set(factors.values_list("type", flat=True))
        values["has_key"] = Authenticator.Type.WEBAUTHN in kinds
        values["has_app"] = Authenticator.Type.TOTP in kinds
        return values


@require_POST
def cancel_sign_in(request: HttpRequest) -> HttpResponse:
    """Start again between the two steps."""
    session_keys.drop(request)
    request.session.flush()
    return redirect("account_login")


@reachable(Stage.LOCKED)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and both halves of the key."""
    person = request.user
    assert isinstance(person, Staff)
    actions.record_sign_out(actor=person.actor)
    session_keys.drop(request)
    logout(request)
    return redirect("account_login")


def start(request: HttpRequest) -> HttpResponse:
    """The first page after signing in: the queue, for whoever has a desk."""
    held = keyring(request)
    if held.desk_ids:
        try:
            return HttpResponseRedirect(reverse("desk:queue"))
        except NoReverseMatch:
            return redirect("people:desks")
    if held.is_administrator:
        return redirect("people:staff_list")
    if held.is_lawyer:
        try:
            return HttpResponseRedirect(reverse("law:law"))
        except NoReverseMatch:
            return redirect("people:account")
    return redirect("people:ledger" if held.is_auditor else "people:account")


cancel_sign_in = reachable(Stage.SIGNED_OUT)(cancel_sign_in)

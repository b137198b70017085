"""Second steps of one's own account: set up, add, remove, spare codes."""

from __future__ import annotations

from typing import Any, cast

from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from besa.node.people import actions, factor_seals, session_keys
from besa.node.people.adapters import has_second_step, mark_second_step
from besa.node.people.gate import Stage, reachable
from besa.node.people.models import Staff
from besa.node.people.problems import LastFactor
from besa.node.people.step_forms import AddAppForm, AddSecurityKeyForm


@reachable(Stage.NO_SECOND_STEP)
def first_factor(request: HttpRequest) -> HttpResponse:
    """Choose which second step to set up, before anything else."""
    if has_second_step(request):
        return redirect("people:account")
    return render(request, "people/first_factor.html")


class _Adds:
    """After allauth has stored the factor: mark the session, write the ledger, in one transaction."""

    request: HttpRequest
    kind: str

    def form_valid(self, form: Any) -> HttpResponse:
        person = self.request.user
        assert isinstance(person, Staff)
        with transaction.atomic():
            Staff.objects.select_for_update().get(pk=person.pk)
            if not has_second_step(self.request) and is_mfa_enabled(person):
                # Two sessions that know only the password: whoever is first owns the second step.
                raise PermissionDenied
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            actions.record_added_factor(actor=person.actor, kind=self.kind)
        mark_second_step(self.request, self.kind)
        messages.success(self.request, gettext("Your second step is set up."))
        return response


class AddApp(_Adds, ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app."""

    template_name = "people/add_app.html"
    form_class = AddAppForm
    kind = "totp"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        letters = values["form"].secret
        values["letters"] = " ".join(letters[n : n + 4] for n in range(0, len(letters), 4))
        return values


class AddSecurityKey(_Adds, AddWebAuthnView):  # type: ignore[misc]
    """Set up a passkey or a security key."""

    template_name = "people/add_security_key.html"
    form_class = AddSecurityKeyForm
    kind = "webauthn"


class _OwnCodes:
    """Spare codes that somebody moved here in the database are shown to nobody."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES)
        if not all(factor_seals.belongs(row) for row in rows):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class SpareCodes(_OwnCodes, ViewRecoveryCodesView):  # type: ignore[misc]
    """Spare codes, shown once."""

    template_name = "people/spare_codes.html"


class RenewSpareCodes(_OwnCodes, GenerateRecoveryCodesView):  # type: ignore[misc]
    """New spare codes; the old ones become void."""

    template_name = "people/renew_spare_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            actions.record_codes_renewed(actor=cast("Staff", self.request.user).actor)
        return response


def remove_factor(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Take away one of one's own second steps, after the password was typed again."""
    person = request.user
    assert isinstance(person, Staff)
    if not session_keys.confirmed_lately(request):
        raise ReauthenticationRequired
    row = Authenticator.objects.filter(user=person, pk=factor_id).exclude(type="recovery_codes").first()
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.remove_factor(factor_id, actor=person.actor)
        except LastFactor as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, gettext("This second step is removed."))
        return redirect("people:account")
    return render(request, "people/remove_factor.html", {"factor": row.wrap()})

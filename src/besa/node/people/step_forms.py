"""Forms of sign-in and the second step, on top of allauth's: every code counts once, every try is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from besa.node.people import actions, brake, factor_seals
from besa.node.people.credentials import CredentialField, refused_if_odd
from besa.node.people.forms import password_field
from besa.node.people.models import Staff
from besa.node.people.problems import TooManyTries

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(LoginForm):  # type: ignore[misc]
    password = password_field(_("Password"), autocomplete="current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("User name")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=_CODE))

    def clean_code(self) -> str:
        release = _count(self.user)
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            _use_once(self.user, decrypt(self.authenticator.data["secret"]), code)
        release()
        return code


class SecurityKeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        release = _count(self.user)
        used: Authenticator = refused_if_odd(super().clean_credential)
        if not factor_seals.belongs(used):
            raise get_adapter().validation_error("incorrect_code")
        release()
        return used


class AddAppForm(ActivateTOTPForm):  # type: ignore[misc]
    code = forms.CharField(label=_("Six-digit code"), max_length=20, widget=forms.TextInput(attrs=_CODE))

    def clean_code(self) -> str:
        release = _count(self.user)
        code: str = super().clean_code()
        _use_once(self.user, self.secret, code)
        release()
        return code


class AddSecurityKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(
        label=_("Name of the key"), required=False, max_length=60, help_text=_("So that you can tell your keys apart.")
    )
    credential = CredentialField()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = refused_if_odd(super().clean)
        return values


def _count(person: Staff) -> Callable[[], None]:
    subject = f"second-step:{person.pk}"
    try:
        if brake.count(subject, now=timezone.now()):
            actions.record_held_back(person.pseudonym)
    except TooManyTries as problem:
        raise ValidationError(str(problem)) from problem
    return lambda: brake.release(subject)


def _use_once(person: Staff, secret: str, code: str) -> None:
    """Refuse a code whose time step was used before, or is older than one that was (RFC 6238, 5.2).

    allauth remembers used codes in the memory of one process and for 30 seconds; a code with one step of tolerance
    lives 90, and there are several processes. The database decides.
    """
    for step in totp.yield_hotp_counters_from_time():
        same = totp.compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step)))
        if same and Staff.objects.filter(pk=person.pk, totp_step__lt=step).update(totp_step=step):
            return
    raise get_adapter().validation_error("incorrect_code")

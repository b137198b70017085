"""What django-allauth does our way: keys at sign-in, sealed factor secrets, our words, no mail, no addresses."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from besa.core.sealing import SealBroken
from besa.node.people import actions, brake, factor_seals, reset_lines, session_keys
from besa.node.people.models import Staff
from besa.node.people.problems import TooManyTries

_SECOND_STEP = "second_step"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by user name and password, with the brake of this room and the key in the session."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The user name or the password is not right."),
        "incorrect_password": gettext_lazy("This password is not right."),
        "too_many_login_attempts": gettext_lazy("Too many wrong tries. Please wait a few minutes."),
        "rate_limited": gettext_lazy("Too many wrong tries. Please wait a few minutes."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Staff | None:
        username = actions.accounts.tidy_username(str(credentials.get("username", "")))
        subject = brake.subject_of(request, username)
        try:
            closes = brake.count(subject, now=timezone.now())
        except TooManyTries as problem:
            raise ValidationError(str(problem)) from problem
        person = authenticate(request, **credentials)
        if isinstance(person, Staff):
            brake.release(subject)
            return person
        if closes:
            _tell_ledger(username)
        return None

    def pre_login(self, request: HttpRequest, user: Staff, **kwargs: Any) -> None:
        """After the password, before the second step: seal the key into the session that waits."""
        secret = session_keys.opened_now(request, user)
        if secret is None or not user.is_active:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        session_keys.hold(request, user, secret)

    def login(self, request: HttpRequest, user: Staff) -> None:
        """All steps are done: a new session name, a new key for the cookie, a mark in the ledger."""
        secret = session_keys.take(request, user)
        if secret is None or not user.is_active:
            request.session.flush()
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        super().login(request, user)
        session_keys.hold(request, user, secret)
        used = self._second_step_used(request)
        request.session[_SECOND_STEP] = used
        if reset_lines.must_be_told(user.pk, timezone.now()):
            request.session["unread"] = True
        actions.record_sign_in(actor=user.actor, second_step=used)

    def _second_step_used(self, request: HttpRequest) -> str:
        from allauth.account.authentication import get_authentication_records

        kinds = [r.get("type", "") for r in get_authentication_records(request, request.user) if r["method"] == "mfa"]
        return str(kinds[-1]) if kinds else ""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not session_keys.confirmed_lately(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own messages stay unsaid: our pages say what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail: it would carry the person's network address and browser."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return ""

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second steps: their secrets are sealed under a key file to their owner, and their words are ours."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right, or was used before. Wait for the next one."),
        "cannot_delete_authenticator": gettext_lazy("This is your only second step. Add another one first."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up a second step first."),
    }

    def encrypt(self, text: str) -> str:
        return factor_seals.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return factor_seals.open_owned(encrypted_text)
        except SealBroken as error:
            # Somebody moved or wrote a row in the database: like a wrong code, and `besa check` names it.
            raise self.validation_error("incorrect_code") from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def get_public_key_credential_user_entity(self, user: Staff) -> dict[str, Any]:
        """The security key learns the pseudonym as its handle, and the name only for its own list."""
        return {
            "id": user.pseudonym.encode(),
            "display_name": user.display_name,
            "name": user.username,
        }

    def generate_authenticator_name(self, user: Staff, type: Any) -> str:  # noqa: A002 - allauth's signature
        n = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Security key %(n)d") % {"n": n + 1}


def has_second_step(request: HttpRequest) -> bool:
    """Whether this session went through a second step, or set one up."""
    return bool(request.session.get(_SECOND_STEP))


def mark_second_step(request: HttpRequest, kind: str) -> None:
    """The session has just set up its first second step."""
    request.session[_SECOND_STEP] = request.session.get(_SECOND_STEP) or kind


def _tell_ledger(username: str) -> None:
    person = Staff.objects.filter(username=username).first()
    if person is not None:
        actions.record_held_back(person.pseudonym)

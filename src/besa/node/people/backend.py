"""Django's authentication backend of the staff face: a password is right when it opens the person's key."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils import timezone

from besa.core.sealing import SealBroken
from besa.node.people import keys
from besa.node.people.actions.accounts import tidy_username
from besa.node.people.models import Staff
from besa.node.people.session_keys import remember_opened


class PasswordOpensKey(BaseBackend):
    """Answers alike for a wrong name, a wrong password and a closed account, and takes as long for each."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> Staff | None:
        if not username or not password or request is None:
            return None
        person = Staff.objects.filter(username=tidy_username(username)).first()
        if person is None:
            keys.waste_time(password)
            return None
        try:
            secret = person.open_secret(password)
        except SealBroken:
            return None
        expired = person.starting_password_until and person.starting_password_until < timezone.now()
        if not person.is_active or expired:
            return None
        remember_opened(request, person, secret)
        return person

    def get_user(self, user_id: int) -> Staff | None:
        return Staff.objects.filter(pk=user_id, is_active=True).first()

"""Slow down guessing, by account and never by address, in the database so that every process counts together.

Five tries are free; then the account opens for the next try after 30 seconds, doubling up to 15 minutes. So that a
stranger who types wrong passwords cannot keep a colleague out, a browser that has signed in before carries a signed
cookie and is counted on its own ("device cookies", OWASP). A try is counted before it is looked at: a hundred guesses
sent at once are a hundred tries.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from besa.node.people.models import Brake
from besa.node.people.problems import TooManyTries
from besa.node.platform import cookies

FREE_TRIES = 5
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(days=1)
_DEVICE_DAYS = 90


def count(subject: str, *, now: datetime) -> bool:
    """Count one try at `subject` before it is looked at; returns whether this very try closes the account for a while.

    Raises:
        TooManyTries: it is closed just now.
    """
    name = _name(subject)
    with transaction.atomic():
        forget_old(now)
        row, _ = Brake.objects.select_for_update().get_or_create(
            subject=name, defaults={"last_at": now, "closed_until": now}
        )
        if row.closed_until > now:
            wait = row.closed_until - now
        else:
            wait = None
            row.tries += 1
            row.last_at = now
            row.closed_until = now + _wait_after(row.tries)
            row.save()
    if wait is not None:
        raise TooManyTries(int(wait.total_seconds()) + 1)
    return row.tries == FREE_TRIES


def release(subject: str) -> None:
    """Forget the tries: the right answer was given."""
    Brake.objects.filter(subject=_name(subject)).delete()


def forget_old(now: datetime) -> None:
    """Forget tries of more than a day ago."""
    Brake.objects.filter(last_at__lt=now - _FORGOTTEN_AFTER).delete()


def subject_of(request: HttpRequest, username: str) -> str:
    """What to count a password try on: this known browser of the account, or the account as strangers see it."""
    device = _device(request)
    if device and device[0] == username:
        return f"device:{device[1]}"
    return f"account:{username}"


def remember_browser(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Mark the browser as one that has signed in completely."""
    device = _device(request)
    nonce = device[1] if device and device[0] == username else secrets.token_urlsafe(16)
    value = signing.dumps([username, nonce], salt="besa.people.browser")
    response.set_cookie(cookies.name("browser"), value, max_age=_DEVICE_DAYS * 86400, **cookies.flags("Strict"))


def _device(request: HttpRequest) -> tuple[str, str] | None:
    try:
        username, nonce = signing.loads(
            request.COOKIES.get(cookies.name("browser"), ""),
            salt="besa.people.browser",
            max_age=_DEVICE_DAYS * 86400,
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(username), str(nonce)


def _wait_after(tries: int) -> timedelta:
    if tries < FREE_TRIES:
        return timedelta(0)
    return min(_FIRST_WAIT * (1 << min(tries - FREE_TRIES, 10)), _LONGEST_WAIT)


def _name(subject: str) -> str:
    # Someone may type a password where the user name belongs: the table keeps no typed word.
    return salted_hmac("besa.people.brake", subject, algorithm="sha256").hexdigest()

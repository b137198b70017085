"""Keep a colleague's secret usable during a session and openable by nobody else.

The session row holds the secret sealed under a random key; that key lives only in a cookie of the browser. The server
at rest has one half, the browser the other. Locking destroys both.
"""

from __future__ import annotations

import base64
import time

from django.http import HttpRequest, HttpResponse

from besa.core.sealing import SealBroken, SecretKey, new_key, open_sealed, seal
from besa.node.people.models import Staff
from besa.node.platform import cookies, environment

_SEALED = "keyring"
_SEEN = "seen"
_CONFIRMED = "confirmed"
_FRESH_SECONDS = 300
_SEEN_STEP = 30


def remember_opened(request: HttpRequest, person: Staff, secret: SecretKey) -> None:
    """Between checking the password and starting the session: the open secret, in this request's memory only."""
    request.besa_opened = (person.pk, secret)  # type: ignore[attr-defined]


def opened_now(request: HttpRequest, person: Staff) -> SecretKey | None:
    """The secret that a password of `person` opened during this request, if one did."""
    staff_id, secret = getattr(request, "besa_opened", (None, None))
    return secret if staff_id == person.pk else None


def hold(request: HttpRequest, person: Staff, secret: SecretKey) -> None:
    """Seal the secret into the session under a fresh key, and have the middleware send that key to the browser."""
    key = new_key()
    sealed = seal(secret.to_bytes(), key=key, record=person.pseudonym, field="session")
    request.session[_SEALED] = base64.b64encode(sealed).decode("ascii")
    request.session[_SEEN] = request.session[_CONFIRMED] = int(time.time())
    request.besa_key = key  # type: ignore[attr-defined]


def take(request: HttpRequest, person: Staff) -> SecretKey | None:
    """The secret, when session row and cookie fit together; None when locked."""
    sealed = request.session.get(_SEALED)
    if not sealed:
        return None
    try:
        key = _held_key(request)
        raw = open_sealed(base64.b64decode(sealed), key=key, record=person.pseudonym, field="session")
    except (SealBroken, ValueError):
        return None
    return SecretKey.from_bytes(raw)


def drop(request: HttpRequest) -> None:
    """Lock: forget the sealed secret, and have the middleware delete the cookie."""
    for name in (_SEALED, _SEEN, _CONFIRMED):
        request.session.pop(name, None)
    request.besa_key = None  # type: ignore[attr-defined]


def is_idle(request: HttpRequest) -> bool:
    """Whether nobody touched this session for the operator's lock time."""
    seen = int(request.session.get(_SEEN, 0))
    return time.time() - seen >= environment.current().lock_minutes * 60


def touch(request: HttpRequest) -> None:
    """Someone is here. Written at most twice a minute, so that reading does not mean writing."""
    if time.time() - int(request.session.get(_SEEN, 0)) >= _SEEN_STEP:
        request.session[_SEEN] = int(time.time())


def confirmed_lately(request: HttpRequest) -> bool:
    """Whether the password was typed within the last five minutes: needed to change one's second steps."""
    return time.time() - int(request.session.get(_CONFIRMED, 0)) < _FRESH_SECONDS


def send(request: HttpRequest, response: HttpResponse) -> None:
    """Write or delete the cookie, when this request changed it."""
    if not hasattr(request, "besa_key"):
        return
    name = cookies.name("keys")
    key: bytes | None = request.besa_key
    if key is None:
        response.delete_cookie(name, path="/", samesite="Lax")
        if environment.current().secure:
            response.cookies[name]["secure"] = True  # browsers ignore a __Host- cookie without it, deletions too
    else:
        response.set_cookie(name, base64.urlsafe_b64encode(key).decode("ascii"), **cookies.flags())


def _held_key(request: HttpRequest) -> bytes:
    if getattr(request, "besa_key", None):
        return bytes(request.besa_key)  # type: ignore[attr-defined]
    return base64.urlsafe_b64decode(request.COOKIES.get(cookies.name("keys"), ""))

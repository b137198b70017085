"""The gate of the staff face: which pages a request may reach, and the keyring it carries.

Closed by default: every page below /staff/ needs a signed-in, unlocked colleague with a second step, unless the view
says otherwise with `@reachable`. So a forgotten decorator locks people out, never in.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from besa.node.people import drafts, session_keys
from besa.node.people.keyring import Keyring, keyring_of
from besa.node.people.models import Staff

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Stage(IntEnum):
    """How far a session has come."""

    SIGNED_OUT = 0
    LOCKED = 1
    STARTING_PASSWORD = 2
    NO_SECOND_STEP = 3
    UNREAD = 4
    OPEN = 5


_NEXT_PAGE = {
    Stage.SIGNED_OUT: "account_login",
    Stage.LOCKED: "people:unlock",
    Stage.STARTING_PASSWORD: "people:password",
    Stage.NO_SECOND_STEP: "people:first_factor",
    Stage.UNREAD: "people:told",
}


def reachable(stage: Stage) -> Callable[[View], View]:
    """Say from which stage on a view may be reached."""

    def mark(view: View) -> View:
        view.reachable_at = stage  # type: ignore[attr-defined]
        return view

    return mark


class Gate:
    """Middleware. Sets `request.keyring` (a Keyring, or None) and `request.stage` on pages below /staff/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.keyring = None  # type: ignore[attr-defined]
        if not request.path_info.startswith("/staff/"):
            return self.get_response(request)
        request.stage = self._stage(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        session_keys.send(request, response)
        response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Any,
        kwargs: Any,
    ) -> HttpResponse | None:
        stage = getattr(request, "stage", None)
        if stage is None or stage >= getattr(view, "reachable_at", Stage.OPEN):
            return None
        if stage == Stage.LOCKED and request.method == "POST":
            drafts.keep(request, cast("Staff", request.user), sent=True)
        target = f"{reverse(_NEXT_PAGE[stage])}?{urlencode({'next': _way_back(request)})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return HttpResponseRedirect(target)

    def _stage(self, request: HttpRequest) -> Stage:
        person = request.user
        if not isinstance(person, Staff):
            return Stage.SIGNED_OUT
        secret = session_keys.take(request, person)
        if secret is None or session_keys.is_idle(request):
            if "keyring" in request.session:
                session_keys.drop(request)
            return Stage.LOCKED
        if not request.headers.get("X-Besa-Background"):
            session_keys.touch(request)
        request.besa_own = secret  # type: ignore[attr-defined]
        if person.must_change_password:
            return Stage.STARTING_PASSWORD
        from besa.node.people.adapters import has_second_step

        if not has_second_step(request):
            return self._without_second_step(request, person)
        if request.session.get("unread"):
            return Stage.UNREAD
        request.keyring = keyring_of(person, secret)  # type: ignore[attr-defined]
        return Stage.OPEN

    def _without_second_step(self, request: HttpRequest, person: Staff) -> Stage:
        """A session from before the account had a second step: only the first enrolment may go on in it."""
        from allauth.mfa.utils import is_mfa_enabled

        if not is_mfa_enabled(person):
            return Stage.NO_SECOND_STEP
        session_keys.drop(request)
        logout(request)
        return Stage.SIGNED_OUT


def keyring(request: HttpRequest) -> Keyring:
    """The keyring of a request that came through the gate.

    Raises:
        PermissionDenied: it did not (a page marked as reachable earlier asked for it).
    """
    held = getattr(request, "keyring", None)
    if not isinstance(held, Keyring):
        raise PermissionDenied
    return held


def desk_member(view: View) -> View:
    """Decorator: only someone who holds the key of at least one desk."""
    return _when(view, lambda held: bool(held.desk_ids))


def administrator(view: View) -> View:
    """Decorator: only administrators."""
    return _when(view, lambda held: held.is_administrator)


def administrator_or_lead(view: View) -> View:
    """Decorator: administrators, and whoever holds the key of a desk (its page says what they may do there)."""
    return _when(view, lambda held: held.is_administrator or bool(held.desk_ids))


def auditor(view: View) -> View:
    """Decorator: only auditors: the ledger shows when every desk works, which is no administrator's business."""
    return _when(view, lambda held: held.is_auditor)


def lawyer(view: View) -> View:
    """Decorator: only lawyers, who propose changes of the recorded law and accept those of others."""
    return _when(view, lambda held: held.is_lawyer)


def _when(view: View, allowed: Callable[[Keyring], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not allowed(keyring(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("View", guarded)


def _way_back(request: HttpRequest) -> str:
    """Where to return to afterwards: the page itself, or for a part of a page the page around it."""
    around = request.headers.get("HX-Current-URL", "")
    if around:
        return "/" + around.split("://", 1)[-1].partition("/")[2]
    return request.get_full_path()

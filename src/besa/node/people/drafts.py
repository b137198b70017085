"""What someone was typing when the screen locked: sealed to their own key, so that only unlocking opens it again.

Two ways a draft comes here: a form that was sent to a locked session (`sent`), and a form that the page itself hands
over when its idle time is up. It lives in the session, is given back once, and is gone at sign-out.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from besa.core.sealing import SealBroken, SecretKey, new_key, open_text, seal_text, unwrap, wrap
from besa.node.people.models import Staff

_DRAFTS = "drafts"
_MOST = 5
_LONGEST = 200_000
_NEVER = {"csrfmiddlewaretoken", "password", "old", "new", "again", "code", "next", "draft_page", "draft_action"}


@dataclass(frozen=True)
class Draft:
    """`action` is where the form goes, `page` where it stood, `fields` what it held. `sent`: it was on its way."""

    action: str
    page: str
    fields: tuple[tuple[str, str], ...]
    sent: bool


def keep(request: HttpRequest, person: Staff, *, sent: bool) -> None:
    """Seal what this POST carries. Too long, or from someone without a key: nothing is kept."""
    public = person.public
    fields = [(n, str(v)) for n, values in request.POST.lists() if n not in _NEVER for v in values]
    if public is None or not any(value.strip() for _, value in fields):
        return
    action = request.get_full_path() if sent else request.POST.get("draft_action", "")
    page = action if sent else request.POST.get("draft_page", "")
    text = json.dumps({"action": action, "page": page, "fields": fields, "sent": sent})
    if len(text) > _LONGEST or not _ours(action) or not _ours(page):
        return
    key = new_key()
    parts = (
        wrap(key, to=public, purpose="draft", context=person.pseudonym),
        seal_text(text, key=key, record=person.pseudonym, field="draft"),
    )
    kept = request.session.get(_DRAFTS, [])
    sealed = [base64.b64encode(part).decode("ascii") for part in parts]
    request.session[_DRAFTS] = [*kept, sealed][-_MOST:]


def take_sent(request: HttpRequest, person: Staff, secret: SecretKey) -> Draft | None:
    """The last form that was on its way when the screen was locked; it is forgotten here."""
    return _take(request, person, secret, lambda draft: draft.sent)


def take_for_page(request: HttpRequest, person: Staff, secret: SecretKey) -> Draft | None:
    """What was being typed on this very page; it is forgotten here."""
    here = request.get_full_path()
    return _take(request, person, secret, lambda draft: not draft.sent and draft.page == here)


def _take(request: HttpRequest, person: Staff, secret: SecretKey, wanted: Callable[[Draft], bool]) -> Draft | None:
    kept: list[list[str]] = request.session.get(_DRAFTS, [])
    for parts in reversed(kept):
        draft = _open(parts, person, secret)
        if draft is None or wanted(draft):
            request.session[_DRAFTS] = [other for other in kept if other != parts]
            return draft
    return None


def _open(parts: list[str], person: Staff, secret: SecretKey) -> Draft | None:
    try:
        wrapped, sealed = (base64.b64decode(part) for part in parts)
        key = unwrap(wrapped, by=secret, purpose="draft", context=person.pseudonym)
        value = json.loads(open_text(sealed, key=key, record=person.pseudonym, field="draft"))
    except (SealBroken, ValueError):
        return None
    return Draft(value["action"], value["page"], tuple((n, v) for n, v in value["fields"]), value["sent"])


def _ours(path: str) -> bool:
    return path.startswith("/staff/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)

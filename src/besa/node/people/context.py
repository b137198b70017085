"""What every staff page knows: who is here, their desks, what was being typed when the screen locked."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.messages import get_messages
from django.db import DatabaseError
from django.http import HttpRequest

from besa.node.people import drafts, queries, rotation
from besa.node.people.keyring import Keyring
from besa.node.people.models import Staff
from besa.node.people.queries import DeskName
from besa.node.platform import environment


def staff(request: HttpRequest) -> dict[str, Any]:
    """`me` (the signed-in row, else None), `my_desks`, `lock_minutes`, `messages`, `typed_draft`, and `older_keys`: the
    desks one leads with the number of records under an older key, asked only where a page shows it.
    """
    held = getattr(request, "keyring", None)
    if not isinstance(held, Keyring):
        waiting = get_messages(request) if hasattr(request, "_messages") else ()
        nobody = {"me": None, "my_desks": (), "older_keys": ()}
        return {**nobody, "lock_minutes": 0, "messages": waiting, "typed_draft": None}
    person = request.user
    assert isinstance(person, Staff)
    whole_page = request.method == "GET" and not request.headers.get("HX-Request")
    draft = drafts.take_for_page(request, person, held.own) if whole_page else None
    return {
        "me": person,
        "my_desks": _desks(held),
        "older_keys": partial(_older_keys, held),
        "lock_minutes": environment.current().lock_minutes,
        "messages": get_messages(request),
        "typed_draft": {"action": draft.action, "fields": draft.fields} if draft else None,
    }


def _desks(held: Keyring) -> tuple[DeskName, ...]:
    try:
        return queries.desk_menu(held.desk_ids) if held.desk_ids else ()
    except DatabaseError:
        # The page that says that storage is broken must not break itself.
        return ()


def _older_keys(held: Keyring) -> list[tuple[DeskName, int]]:
    counted = [(desk, rotation.waiting(desk.desk_id)) for desk in queries.desk_menu(held.lead_of)]
    return [(desk, number) for desk, number in counted if number]

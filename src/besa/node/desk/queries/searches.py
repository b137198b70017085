"""A search somebody made, with the words only they can open."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from besa.core.sealing import SealBroken
from besa.node.desk import seals
from besa.node.desk.models import Search
from besa.node.people.keyring import Keyring


class NoSuchSearch(LookupError):
    """Somebody else's, none, or its words are forgotten by now."""


@dataclass(frozen=True)
class SearchView:
    search_id: UUID
    kind: str
    purpose: str
    words: str = field(repr=False)


def search(search_id: UUID, *, keyring: Keyring) -> SearchView:
    """One's own search.

    Raises:
        NoSuchSearch: it cannot be gone on with.
    """
    row = Search.objects.filter(pk=search_id, staff=keyring.staff_id).first()
    if row is None or not row.sealed_words:
        raise NoSuchSearch(search_id)
    try:
        words = seals.open_words(bytes(row.wrapped_key), bytes(row.sealed_words), search=row.id, own=keyring.own)
    except SealBroken as error:
        raise NoSuchSearch(search_id) from error
    return SearchView(row.id, row.kind, row.purpose, words)

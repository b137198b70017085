"""Open a file's key with a desk key the keyring holds."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from besa.core.sealing import RecordKey
from besa.node.cases import seals
from besa.node.cases.models import Access
from besa.node.people.keyring import Keyring


class NoSuchCase(LookupError):
    """There is no such case or file for the one who asks: never opened, or other desks'; nobody can tell which."""


def files_open_to(file_ids: Iterable[UUID], *, keyring: Keyring) -> dict[UUID, str]:
    """Of these files those that the keyring's desks may open, each with the reference of its case."""
    rows = Access.objects.filter(file__in=set(file_ids), desk_id__in=keyring.desk_ids)
    return dict(rows.values_list("file_id", "file__case__reference"))


def file_key(file_id: UUID, *, keyring: Keyring) -> RecordKey:
    """The key of a file, for somebody of a desk with access.

    Raises:
        NoSuchCase: this keyring opens no such file.
    """
    row = (
        Access.objects.filter(file_id=file_id, desk_id__in=keyring.desk_ids)
        .values_list("sealed", "desk_key_id")
        .first()
    )
    if row is None:
        raise NoSuchCase(file_id)
    sealed, desk_key = row
    return seals.key_by_desk(sealed, file=file_id, desk_key=desk_key, secret=keyring.secret(desk_key))

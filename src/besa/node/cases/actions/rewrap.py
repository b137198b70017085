"""Seal the keys of files to a desk's newest key, after somebody left it."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core.sealing import SecretKey
from besa.node.cases import queries, seals
from besa.node.cases.models import Access
from besa.node.people import rotation
from besa.node.people.keyring import Keyring
from besa.node.people.queries import DeskPublic
from besa.node.people.resealing import reseal
from besa.node.people.rotation import Batch


def rewrap_files(desk_id: int, *, keyring: Keyring, limit: int = 500) -> Iterator[Batch]:
    """Re-seal the file keys of a desk that still hang on an older desk key; what cannot be is counted, passed over."""
    verb, rows = "cases.keys.rewrapped", Access.objects.all()
    return reseal(rows, _again, desk_id=desk_id, keyring=keyring, verb=verb, unit="files", limit=limit)


def _again(row: Access, older: SecretKey, newest: DeskPublic) -> bytes:
    key = seals.key_by_desk(bytes(row.sealed), file=row.file_id, desk_key=row.desk_key_id, secret=older)
    return seals.key_for_desk(key, file=row.file_id, desk_key=newest.desk_key_id, public=newest.public_key)


rotation.register_relocker(rewrap_files, waiting=queries.under_older_keys)
